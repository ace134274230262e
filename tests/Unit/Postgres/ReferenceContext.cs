using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore;

namespace Kawasaki.Tests.Unit.Postgres;

/// <summary>What the city's model lacks: derived types, complex values, real enumerations, every primitive type.</summary>
internal sealed class ReferenceContext(string? connection = null) : DbContext
{
    public const string Namespace = "reference";

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connection);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Properties<string>().UseCollation("C");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("reference");
        var place = modelBuilder.Entity<Place>();
        place.ToTable("places").HasKey(p => new { p.Region, p.Id });
        place.HasOne(p => p.Parent).WithMany(p => p.Children).HasForeignKey(p => new { p.Region, p.ParentId });
        place.HasMany(p => p.Routes).WithMany(r => r.Places).UsingEntity("stops");
        place.ComplexProperty(p => p.Address, a =>
        {
            a.Property(x => x.City).HasColumnName("address_city");
            a.ComplexProperty(x => x.Position);
        });
        place.ComplexCollection(p => p.Openings, o => o.ToJson("openings"));
        place.Property(p => p.Colours).HasConversion<string>();
        place.HasDiscriminator<string>("kind").HasValue<Place>("place").HasValue<Station>("station").HasValue<Terminal>("terminal");
        modelBuilder.Entity<Station>().HasOne(s => s.Main).WithMany();
        modelBuilder.Entity<Terminal>();
        modelBuilder.Entity<Route>().ToTable("routes").HasKey(r => r.Id);
        modelBuilder.Entity<Hidden>().ToTable("hidden").HasKey(h => h.Id);
        modelBuilder.Entity<AllTypes>().ToTable("all_types").HasKey(a => a.Guid);
        var sample = modelBuilder.Entity<Sample>();
        sample.ToTable("samples").HasKey(s => s.Day);
        sample.ComplexProperty(s => s.Detail, d =>
        {
            d.ToJson("detail");
            d.Property(x => x.Named).HasConversion<string>();
        });
        sample.ComplexProperty(s => s.Spread);
    }
}

[PublishedSet("places")]
internal class Place
{
    public required string Region { get; init; }

    public required int Id { get; init; }

    public int? ParentId { get; init; }

    public required Address Address { get; init; }

    public IList<Opening> Openings { get; init; } = [];

    public Colours Colours { get; init; }

    public Size? Size { get; init; }

    public List<Size> Sizes { get; init; } = [];

    public Place? Parent { get; init; }

    public ICollection<Place> Children { get; init; } = [];

    public ICollection<Route> Routes { get; init; } = [];
}

internal class Station : Place
{
    public required int Platforms { get; init; }

    public Route? Main { get; init; }
}

internal sealed class Terminal : Station
{
    public string? Hall { get; init; }
}

[PublishedSet("routes")]
internal sealed class Route
{
    public required long Id { get; init; }

    public ICollection<Place> Places { get; init; } = [];

    public Hidden? Hidden { get; init; }
}

internal sealed class Hidden
{
    public required int Id { get; init; }
}

internal sealed class Address
{
    public required string City { get; init; }

    public required Position Position { get; init; }
}

internal sealed class Position
{
    public required double Latitude { get; init; }
}

internal sealed class Opening
{
    public required TimeOnly From { get; init; }

    public string[] Days { get; init; } = [];

    public required Position Door { get; init; }
}

[Flags]
internal enum Colours
{
    None = 0,
    Red = 1,
    Blue = 4,
}

internal enum Size
{
    Small,
    Large,
}

[PublishedSet("allTypes")]
internal sealed class AllTypes
{
    public required Guid Guid { get; init; }

    public bool Boolean { get; init; }

    public byte Byte { get; init; }

    public sbyte SByte { get; init; }

    public short Int16 { get; init; }

    public int Int32 { get; init; }

    public long Int64 { get; init; }

    public decimal Decimal { get; init; }

    public float Single { get; init; }

    public double Double { get; init; }

    public required string String { get; init; }

    public DateOnly Date { get; init; }

    public TimeOnly TimeOfDay { get; init; }

    public DateTimeOffset DateTimeOffset { get; init; }

    public TimeSpan Duration { get; init; }

    public byte[] Binary { get; init; } = [];

    public List<Guid?> Guids { get; init; } = [];
}

[PublishedSet("samples")]
internal sealed class Sample
{
    public required DateOnly Day { get; init; }

    public bool? Boolean { get; init; }

    public byte? Byte { get; init; }

    public sbyte? SByte { get; init; }

    public short? Int16 { get; init; }

    public int? Int32 { get; init; }

    public long? Int64 { get; init; }

    public decimal? Decimal { get; init; }

    public float? Single { get; init; }

    public double? Double { get; init; }

    public string? String { get; init; }

    public Guid? Guid { get; init; }

    public DateOnly? Date { get; init; }

    public TimeOnly? TimeOfDay { get; init; }

    public DateTimeOffset? DateTimeOffset { get; init; }

    public TimeSpan? Duration { get; init; }

    public byte[]? Binary { get; init; }

    public Size? Size { get; init; }

    public Colours? Colours { get; init; }

    public List<bool> Booleans { get; init; } = [];

    public List<long> Int64s { get; init; } = [];

    public List<decimal?> Decimals { get; init; } = [];

    public List<double> Doubles { get; init; } = [];

    public List<string> Strings { get; init; } = [];

    public List<DateOnly> Dates { get; init; } = [];

    public List<DateTimeOffset> Instants { get; init; } = [];

    public List<TimeSpan> Durations { get; init; } = [];

    public List<Colours> Palette { get; init; } = [];

    public Detail? Detail { get; init; }

    public Spread? Spread { get; init; }
}

/// <summary>A complex value kept as JSON, with every kind of member.</summary>
internal sealed class Detail
{
    public string? Label { get; init; }

    public required Size Size { get; init; }

    public Size? Named { get; init; }

    public Colours Colours { get; init; }

    public TimeSpan Span { get; init; }

    public byte[] Bytes { get; init; } = [];

    public decimal? Amount { get; init; }

    public DateTimeOffset At { get; init; }

    public List<int> Numbers { get; init; } = [];

    public Position? Place { get; init; }

    public IList<Opening> Openings { get; init; } = [];
}

/// <summary>A complex value that may be null, in columns of its owner.</summary>
internal sealed class Spread
{
    public required string Left { get; init; }

    public int? Right { get; init; }
}
