using Kawasaki.Infrastructure.Documents.Reform.Sheets;
using Xunit;

namespace Kawasaki.Tests.Unit.Documents.Reform.Sheets;

public sealed class SheetRepairsTests
{
    [Theory]
    [InlineData("P a r k - P F Iの導入", "Park-PFIの導入")]
    [InlineData("A I・R P A等", "AI・RPA等")]
    [InlineData("W E B 口振", "WEB口振")]
    [InlineData("G I G A端末", "GIGA端末")]
    public void Repair_spaced_letters_joins_the_letters_of_a_word(string printed, string read)
    {
        var (text, detail) = SheetRepairs.JoinSpacedLetters(printed);
        Assert.Equal(read, text);
        Assert.NotNull(detail);
    }

    [Theory]
    [InlineData("Google for Education パートナー")]
    [InlineData("Wi-Fi PR動画")]
    [InlineData("Plan A の検討")]
    [InlineData("135,996 t 以上")]
    public void Words_that_are_not_spaced_stay(string printed) => Assert.Equal((printed, null), SheetRepairs.JoinSpacedLetters(printed));

    [Fact]
    public void Repair_of_for_no_reads_the_particle()
    {
        var (data, ledger) = new SampleSheet { Actions = ["【R04（2022）】 <ul> 入力 of 徹底の周知 運用の開始\t"] }.Read();
        Assert.Equal(["入力の徹底の周知", "運用の開始"], data.Actions.Select(a => a.Text));
        Assert.Equal(["repair of-for-no: の for of", null], data.Actions.Select(a => a.Note));
        Assert.Equal("of-for-no", ledger.Repairs.Single().Rule.Name);
    }

    [Fact]
    public void Latin_of_stays() => Assert.Equal(("State of the Art の活用", null), SheetRepairs.ReadOfAsNo("State of the Art の活用"));

    [Fact]
    public void Repair_spaced_letters_is_noted_on_the_action()
    {
        var (data, _) = new SampleSheet { Actions = ["【R04（2022）】 <ul> ・P F I の活用\t"] }.Read();
        Assert.Equal(("PFIの活用", "repair spaced-letters: PFI for P F I"), (data.Actions.Single().Text, data.Actions.Single().Note));
    }
}
