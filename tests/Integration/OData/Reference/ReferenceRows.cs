using Kawasaki.Tests.Unit.Postgres;

namespace Kawasaki.Tests.Integration.OData.Reference;

/// <summary>Rows of the reference model, made to be difficult: nulls, ties, values at the ends of their ranges, names to be escaped.</summary>
internal static class ReferenceRows
{
    private static readonly DateTimeOffset Moment = new(2025, 3, 31, 14, 59, 58, 500, TimeSpan.Zero);

    /// <summary>A tree of three types, with routes through it.</summary>
    public static IEnumerable<object> Places()
    {
        Route[] routes = [new Route { Id = 1 }, new Route { Id = 2 }, new Route { Id = 9007199254740993 }];
        var root = Place(new Place { Region = "kawasaki", Id = 1, Address = Address("川崎区", 35.5), Colours = Colours.Red | Colours.Blue, Size = Size.Large, Sizes = [Size.Small, Size.Large], Routes = [routes[0]] });
        var station = new Station
        {
            Region = "kawasaki",
            Id = 2,
            ParentId = 1,
            Address = Address("幸区", 35.53),
            Colours = Colours.Red,
            Platforms = 2,
            Main = routes[0],
            Routes = [routes[0], routes[1]],
            Openings = [Opening(5, "mon", "tue"), Opening(9, "sat")],
        };
        var terminal = new Terminal
        {
            Region = "kawasaki",
            Id = 3,
            ParentId = 2,
            Address = Address("川崎区", 35.5),
            Colours = Colours.None,
            Size = Size.Small,
            Platforms = 8,
            Hall = "中央",
            Main = routes[2],
            Routes = [routes[1]],
            Openings = [Opening(0), Opening(12, "sun")],
        };
        var small = new Terminal { Region = "o'hara/別", Id = 1, Address = Address("x|y", -1), Colours = Colours.Blue, Platforms = 2 };
        var child = Place(new Place { Region = "o'hara/別", Id = 2, ParentId = 1, Address = Address("", 0), Colours = Colours.Blue, Sizes = [Size.Large] });
        return [.. routes, root, station, terminal, small, child];
    }

    /// <summary>One row without nulls at the upper end of each range.</summary>
    public static IEnumerable<AllTypes> All() =>
    [
        new AllTypes
        {
            Guid = new Guid("01234567-89ab-cdef-0123-456789abcdef"), Boolean = true, Byte = 255, SByte = -128, Int16 = short.MaxValue, Int32 = int.MaxValue, Int64 = long.MaxValue,
            Decimal = 79228162514264337593543950335m, Single = 1.1f, Double = double.MaxValue, String = "\"\\/ <&> 𠮷", Date = new DateOnly(9999, 12, 30),
            TimeOfDay = new TimeOnly(23, 59, 59, 999, 999), DateTimeOffset = Moment, Duration = new TimeSpan(1, 2, 3, 4, 500), Binary = [0, 255, 62, 63], Guids = [Guid.Empty, null],
        },
    ];

    /// <summary>Forty rows with nulls in every column, ties, negative and non-finite numbers.</summary>
    public static IEnumerable<Sample> Samples() => Enumerable.Range(0, 40).Select(i => new Sample
    {
        Day = new DateOnly(2025, 1, 1).AddDays(i),
        Boolean = i % 3 == 2 ? null : i % 3 == 1,
        Byte = i % 5 == 4 ? null : (byte)(i * 6),
        SByte = i % 5 == 3 ? null : (sbyte)((i * 6) - 120),
        Int16 = i % 4 == 3 ? null : (short)((i % 7) - 3),
        Int32 = i % 4 == 2 ? null : (i % 6) * 1000,
        Int64 = i % 4 == 1 ? null : 9007199254740993 + (i % 5),
        Decimal = i % 6 == 5 ? null : ((i % 9) - 4) * 1.250m,
        Single = i % 7 == 6 ? null : i % 7 == 5 ? float.PositiveInfinity : (i % 5) * 1.1f,
        Double = (i % 8) switch { 7 => null, 6 => double.NaN, 5 => double.NegativeInfinity, 4 => double.PositiveInfinity, _ => (i % 4) / 3.0 },
        String = i % 9 == 8 ? null : "abcÄあ𠮷"[..(i % 5)],
        Guid = i % 5 == 2 ? null : new Guid(i % 4, 7, 9, 1, 2, 3, 4, 5, 6, 7, 8),
        Date = i % 6 == 1 ? null : new DateOnly(2024, 2, 27).AddDays(i % 4),
        TimeOfDay = i % 7 == 3 ? null : new TimeOnly(i % 24, 30, 15, 250),
        DateTimeOffset = i % 5 == 1 ? null : Moment.AddSeconds(i % 6),
        Duration = i % 4 == 0 ? null : new TimeSpan((i % 3) - 1, i % 5, 0, 0, 500),
        Binary = i % 6 == 2 ? null : [(byte)(i % 5), 255, 62],
        Size = i % 3 == 0 ? null : (Size)(i % 2),
        Colours = i % 5 == 0 ? null : Flags(i),
        Booleans = i % 2 == 0 ? [] : [true, false],
        Int64s = [.. Enumerable.Range(0, i % 4).Select(n => 9007199254740993L - n)],
        Decimals = i % 3 == 0 ? [] : [1.50m, null],
        Doubles = i % 4 == 0 ? [double.NaN, 0.5] : [double.PositiveInfinity],
        Strings = [.. Enumerable.Range(0, i % 3).Select(n => n == 0 ? "b" : "a'\"")],
        Dates = [new DateOnly(2025, 4, 1)],
        Instants = i % 2 == 0 ? [Moment] : [],
        Durations = i % 2 == 0 ? [TimeSpan.FromMinutes(90)] : [],
        Palette = i % 4 == 0 ? [] : [Colours.Red, Colours.Red | Colours.Blue],
        Detail = i % 4 == 3 ? null : Detail(i),
        Spread = i % 3 == 0 ? null : new Spread { Left = "l" + (i % 2), Right = i % 4 == 0 ? null : i },
    });

    private static Colours Flags(int i) => (Colours)((i & 1) | ((i & 2) << 1));

    private static Place Place(Place place) => place;

    private static Address Address(string city, double latitude) => new() { City = city, Position = new Position { Latitude = latitude } };

    private static Opening Opening(int hour, params string[] days) => new() { From = new TimeOnly(hour, 30), Days = days, Door = new Position { Latitude = hour } };

    private static Detail Detail(int i) => new()
    {
        Label = i % 5 == 0 ? null : "label " + (i % 3),
        Size = (Size)(i % 2),
        Named = i % 3 == 0 ? null : (Size)(i % 2),
        Colours = Flags(i),
        Span = new TimeSpan((i % 3) - 1, i % 5, 0, 0),
        Bytes = [(byte)i, 251],
        Amount = i % 4 == 1 ? null : i * 0.1m,
        At = Moment.AddHours(i % 3),
        Numbers = [.. Enumerable.Range(0, i % 3)],
        Place = i % 2 == 0 ? null : new Position { Latitude = i },
        Openings = [.. Enumerable.Range(0, i % 3).Select(n => Opening((n * 5) + 1, "mon"))],
    };
}
