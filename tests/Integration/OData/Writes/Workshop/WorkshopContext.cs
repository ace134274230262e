using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kawasaki.Tests.Integration.OData.Writes.Workshop;

/// <summary>What the city's writable sets lack: complex values, collections, derived types, enumerations, links many to many, trees, rows inside of rows.</summary>
internal sealed class WorkshopContext(string? connection = null) : DbContext
{
    public const string Namespace = "workshop";

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connection);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Properties<string>().UseCollation("C");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("workshop");
        var machine = Keep(modelBuilder.Entity<Machine>().ToTable("machines"));
        machine.HasKey(m => m.Code);
        machine.HasOne(m => m.Parent).WithMany(m => m.Children).HasForeignKey(m => m.ParentCode);
        machine.HasOne(m => m.Maker).WithMany(m => m.Machines).HasForeignKey(m => m.MakerCode);
        machine.HasMany(m => m.Tools).WithMany(t => t.Machines).UsingEntity("uses");
        machine.ComplexProperty(m => m.Extent, e => e.ComplexProperty(x => x.Place));
        machine.ComplexProperty(m => m.Setup, s =>
        {
            s.ToJson("setup");
            s.Property(x => x.Named).HasConversion<string>();
        });
        machine.ComplexCollection(m => m.Shifts, s => s.ToJson("shifts"));
        machine.Property(m => m.Paint).HasConversion<string>();
        machine.HasDiscriminator<string>("kind").HasValue<Machine>("machine").HasValue<Robot>("robot").HasValue<Welder>("welder");
        modelBuilder.Entity<Robot>().HasOne(r => r.Deputy).WithMany().HasForeignKey(r => r.DeputyCode);
        modelBuilder.Entity<Welder>();
        var piece = Keep(modelBuilder.Entity<Piece>().ToTable("pieces"));
        piece.HasKey(p => p.Number);
        piece.HasOne(p => p.Machine).WithMany(m => m.Pieces).HasForeignKey(p => p.MachineCode);
        var screw = Keep(modelBuilder.Entity<Screw>().ToTable("screws"));
        screw.HasKey(s => s.Code);
        screw.HasOne(s => s.Piece).WithMany(p => p.Screws).HasForeignKey(s => s.PieceNumber);
        Keep(modelBuilder.Entity<Tool>().ToTable("tools")).HasKey(t => t.Code);
        Keep(modelBuilder.Entity<Maker>().ToTable("makers")).HasKey(m => m.Code);
        Keep(modelBuilder.Entity<Gauge>().ToTable("gauges")).HasKey(g => g.Code);
    }

    private static EntityTypeBuilder<T> Keep<T>(EntityTypeBuilder<T> entity)
        where T : class
    {
        entity.Property<long>(PublishedModelBuilder.Revision).HasColumnName("revision").HasDefaultValueSql("nextval('plan.revisions'::regclass)");
        return entity;
    }
}

[PublishedSet("machines"), WritableSet]
internal class Machine
{
    [Writable(AtCreateOnly = true, HasDefault = true, MaxLength = 50)]
    public required string Code { get; init; }

    [Writable(MaxLength = 20)]
    public required string Name { get; init; }

    [Writable]
    public string? ParentCode { get; init; }

    [Writable]
    public string? MakerCode { get; init; }

    [Writable]
    public Extent? Extent { get; init; }

    [Writable]
    public Setup? Setup { get; init; }

    [Writable]
    public IList<Shift> Shifts { get; init; } = [];

    [Writable]
    public Paint? Paint { get; init; }

    [Writable]
    public List<Paint> Coats { get; init; } = [];

    [Writable]
    public List<string> Words { get; init; } = [];

    public Machine? Parent { get; init; }

    public ICollection<Machine> Children { get; init; } = [];

    public Maker? Maker { get; init; }

    public ICollection<Tool> Tools { get; init; } = [];

    public ICollection<Piece> Pieces { get; init; } = [];
}

internal class Robot : Machine
{
    [Writable]
    public required int Arms { get; init; }

    [Writable]
    public string? DeputyCode { get; init; }

    public Machine? Deputy { get; init; }
}

internal sealed class Welder : Robot
{
    [Writable(Minimum = 0, Maximum = 3000)]
    public decimal? Heat { get; init; }
}

/// <summary>A complex value in columns of its owner, with another inside.</summary>
internal sealed class Extent
{
    public required int Width { get; init; }

    public decimal? Height { get; init; }

    public required Spot Place { get; init; }
}

internal sealed class Spot
{
    public required double X { get; init; }

    public double? Y { get; init; }
}

/// <summary>A complex value in JSON, with every kind of member.</summary>
internal sealed class Setup
{
    public required string Label { get; init; }

    public Paint Paint { get; init; }

    public Paint? Named { get; init; }

    public TimeSpan Pause { get; init; }

    public byte[] Seal { get; init; } = [];

    public decimal? Amount { get; init; }

    public DateTimeOffset? At { get; init; }

    public DateOnly? Day { get; init; }

    public Guid? Serial { get; init; }

    public double? Ratio { get; init; }

    public bool? Ready { get; init; }

    public List<int> Numbers { get; init; } = [];

    public Spot? Place { get; init; }

    public IList<Shift> Shifts { get; init; } = [];
}

internal sealed class Shift
{
    public required TimeOnly From { get; init; }

    public TimeOnly? To { get; init; }

    public List<string> Names { get; init; } = [];
}

[Flags]
internal enum Paint
{
    None = 0,
    Red = 1,
    Blue = 4,
    Gloss = 8,
}

[PublishedSet("pieces"), WritableSet]
internal sealed class Piece
{
    [Writable(AtCreateOnly = true, Minimum = 1)]
    public required int Number { get; init; }

    [Writable]
    public required string MachineCode { get; init; }

    [Writable]
    public string? Label { get; init; }

    public Machine? Machine { get; init; }

    public ICollection<Screw> Screws { get; init; } = [];
}

[PublishedSet("screws"), WritableSet]
internal sealed class Screw
{
    [Writable(AtCreateOnly = true, HasDefault = true)]
    public required string Code { get; init; }

    [Writable]
    public int? PieceNumber { get; init; }

    [Writable]
    public required decimal Length { get; init; }

    public Piece? Piece { get; init; }
}

[PublishedSet("tools"), WritableSet]
internal sealed class Tool
{
    [Writable(AtCreateOnly = true, HasDefault = true)]
    public required string Code { get; init; }

    [Writable]
    public string? Label { get; init; }

    public ICollection<Machine> Machines { get; init; } = [];
}

[PublishedSet("makers"), WritableSet]
internal sealed class Maker
{
    [Writable(AtCreateOnly = true, HasDefault = true)]
    public required string Code { get; init; }

    [Writable]
    public string? Label { get; init; }

    public ICollection<Machine> Machines { get; init; } = [];
}

/// <summary>Every primitive type, and collections.</summary>
[PublishedSet("gauges"), WritableSet]
internal sealed class Gauge
{
    [Writable(AtCreateOnly = true, HasDefault = true)]
    public required string Code { get; init; }

    [Writable]
    public bool? Boolean { get; init; }

    [Writable]
    public byte? Byte { get; init; }

    [Writable]
    public sbyte? SByte { get; init; }

    [Writable]
    public short? Int16 { get; init; }

    [Writable]
    public int? Int32 { get; init; }

    [Writable]
    public long? Int64 { get; init; }

    [Writable]
    public decimal? Decimal { get; init; }

    [Writable]
    public float? Single { get; init; }

    [Writable]
    public double? Double { get; init; }

    [Writable]
    public string? String { get; init; }

    [Writable]
    public Guid? Guid { get; init; }

    [Writable]
    public DateOnly? Date { get; init; }

    [Writable]
    public TimeOnly? TimeOfDay { get; init; }

    [Writable]
    public DateTimeOffset? DateTimeOffset { get; init; }

    [Writable]
    public TimeSpan? Duration { get; init; }

    [Writable]
    public byte[]? Binary { get; init; }

    [Writable]
    public List<bool> Booleans { get; init; } = [];

    [Writable]
    public List<long> Int64s { get; init; } = [];

    [Writable]
    public List<decimal?> Decimals { get; init; } = [];

    [Writable]
    public List<double> Doubles { get; init; } = [];

    [Writable]
    public List<string> Strings { get; init; } = [];

    [Writable]
    public List<DateOnly> Dates { get; init; } = [];

    [Writable]
    public List<DateTimeOffset> Instants { get; init; } = [];

    [Writable]
    public List<TimeSpan> Durations { get; init; } = [];

    [Writable]
    public List<byte[]> Binaries { get; init; } = [];
}
