using Kawasaki.Domain.Model;
using Kawasaki.Infrastructure.Postgres.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace Kawasaki.Tests.Unit.Postgres;

/// <summary>What `[Searched]` means on properties, navigations and derived classes.</summary>
public sealed class SearchReaderTests
{
    [Fact]
    public void Own_text_and_text_of_the_neighbour_are_searched_best_first()
    {
        var searched = Build<Page>().FindSet("pages")!.Type.Searched;

        Assert.Equal([(null, "title", 3), ("book", "name", 2), (null, "body", 1)], searched.Select(s => (s.Via?.Name, s.Property.Name, s.Weight)));
    }

    [Fact]
    public void A_derived_class_is_searched_like_its_base_and_in_its_own_text()
    {
        var published = Build<Plate>();

        Assert.Equal(["title", "caption", "book/name", "body"], published.FindType("Plate")!.Searched.Select(s => (s.Via is null ? "" : s.Via.Name + "/") + s.Property.Name));
    }

    [Fact]
    public void A_class_without_marks_is_not_searched() => Assert.Empty(Build<Shelf>().FindSet("shelves")!.Type.Searched);

    [Fact]
    public void A_number_or_many_rows_cannot_be_searched()
    {
        Assert.Contains("is no text", Assert.Throws<InvalidOperationException>(() => Build<Counted>()).Message, StringComparison.Ordinal);
        Assert.Contains("many rows", Assert.Throws<InvalidOperationException>(() => Build<Library>()).Message, StringComparison.Ordinal);
    }

    private static PublishedModel Build<T>()
        where T : class
    {
        using var context = new SampleContext<T>();
        return PublishedModelBuilder.Build(context.GetService<IDesignTimeModel>().Model, "sample", []).Published;
    }

    private sealed class SampleContext<T> : DbContext
        where T : class
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            if (typeof(T).BaseType is { } parent && parent != typeof(object))
            {
                modelBuilder.Entity(parent);
            }

            modelBuilder.Entity<T>();
        }
    }

    [PublishedSet("books")]
    private sealed class Book
    {
        public int Id { get; init; }

        [Searched(Weight = 2)]
        public required string Name { get; init; }
    }

    [PublishedSet("pages")]
    private class Page
    {
        public int Id { get; init; }

        [Searched(Weight = 3)]
        public required string Title { get; init; }

        [Searched]
        public string? Body { get; init; }

        public int BookId { get; init; }

        [Searched]
        public Book? Book { get; init; }
    }

    private sealed class Plate : Page
    {
        [Searched(Weight = 2)]
        public string? Caption { get; init; }
    }

    [PublishedSet("shelves")]
    private sealed class Shelf
    {
        public int Id { get; init; }

        public string? Name { get; init; }
    }

    [PublishedSet("counted")]
    private sealed class Counted
    {
        public int Id { get; init; }

        [Searched]
        public int Number { get; init; }
    }

    [PublishedSet("libraries")]
    private sealed class Library
    {
        public int Id { get; init; }

        [Searched]
        public ICollection<Book> Books { get; init; } = [];
    }
}
