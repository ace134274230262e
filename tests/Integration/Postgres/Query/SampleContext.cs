using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore;

namespace Kawasaki.Tests.Postgres.Query;

/// <summary>A model with every scalar type, nulls everywhere, and each kind of relation.</summary>
internal sealed class SampleContext(DbContextOptions<SampleContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().UseCollation("C");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("sample");
        var item = modelBuilder.Entity<Item>();
        item.ToTable("items").HasKey(i => i.Code);
        item.HasOne(i => i.Group).WithMany(g => g.Items).HasForeignKey(i => i.GroupCode);
        item.HasMany(i => i.Tags).WithMany(t => t.Items).UsingEntity("item_tags");
        item.Property(i => i.Amount).HasColumnType("numeric");
        var group = modelBuilder.Entity<Group>();
        group.ToTable("groups").HasKey(g => g.Code);
        group.HasOne(g => g.Parent).WithMany(g => g.Children).HasForeignKey(g => g.ParentCode);
        modelBuilder.Entity<Tag>().ToTable("tags").HasKey(t => t.Code);
    }
}

[PublishedSet("items")]
internal sealed class Item
{
    public required string Code { get; init; }

    public string? GroupCode { get; init; }

    public string? Name { get; init; }

    public required string Text { get; init; }

    public required int Rank { get; init; }

    public int? Number { get; init; }

    public long? Big { get; init; }

    public decimal? Amount { get; init; }

    public double? Ratio { get; init; }

    public bool? Flag { get; init; }

    public DateOnly? Day { get; init; }

    public DateTimeOffset? At { get; init; }

    public TimeOnly? Clock { get; init; }

    public TimeSpan? Took { get; init; }

    public Guid? Mark { get; init; }

    public byte[]? Bytes { get; init; }

    public IReadOnlyList<int> Years { get; init; } = [];

    public Group? Group { get; init; }

    public ICollection<Tag> Tags { get; init; } = [];
}

[PublishedSet("groups")]
internal sealed class Group
{
    public required string Code { get; init; }

    public required string Title { get; init; }

    public string? ParentCode { get; init; }

    public Group? Parent { get; init; }

    public ICollection<Group> Children { get; init; } = [];

    public ICollection<Item> Items { get; init; } = [];
}

[PublishedSet("tags")]
internal sealed class Tag
{
    public required string Code { get; init; }

    public int? Weight { get; init; }

    public ICollection<Item> Items { get; init; } = [];
}
