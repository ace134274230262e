using System.Reflection;
using Kawasaki.Domain.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kawasaki.Infrastructure.Postgres.Mapping;

/// <summary>Builds the published model and its storage map from an EF Core model and the attributes of its classes; knows no model in particular.</summary>
/// <remarks>
/// Published is a class with a set of its own or derived from one that has; its properties except shadow ones; navigations to published classes.
/// Types that derive share the table of their base (one discriminator column).
/// </remarks>
internal sealed class PublishedModelBuilder
{
    /// <summary>Shadow property with the state of a row, as its ETag tells it.</summary>
    public const string Revision = "Revision";

    private readonly IModel model;
    private readonly ModelTypes scalars = new();
    private readonly Dictionary<IEntityType, StructuredTypeModel> types = [];
    private readonly Dictionary<Type, StructuredTypeModel> complexTypes = [];
    private readonly Dictionary<IEntityType, EntitySetModel> sets = [];
    private readonly Dictionary<IEntityType, EntitySetModel> results = [];
    private readonly Dictionary<(StructuredTypeModel, string), PropertyModel> properties = [];
    private readonly Dictionary<(StructuredTypeModel, string), NavigationModel> navigations = [];
    private readonly Dictionary<StructuredTypeModel, TypeStorage> typeStorage = [];
    private readonly Dictionary<PropertyModel, PropertyStorage> propertyStorage = [];
    private readonly Dictionary<NavigationModel, NavigationStorage> navigationStorage = [];

    private readonly bool keepsHistory;

    private PublishedModelBuilder(IModel model, bool keepsHistory) => (this.model, this.keepsHistory) = (model, keepsHistory);

    /// <summary>Builds both.</summary>
    /// <param name="model">The EF Core model.</param>
    /// <param name="schemaNamespace">OData namespace.</param>
    /// <param name="setOrder">Names of the sets in the order of the service document; sets not named follow by name.</param>
    /// <param name="pastSchema">Schema of the functions that give the rows of a table as of a moment; null where none are kept.</param>
    public static (PublishedModel Published, StorageMap Storage) Build(IModel model, string schemaNamespace, IReadOnlyList<string> setOrder, string? pastSchema = null) =>
        new PublishedModelBuilder(model, pastSchema is not null).Build(schemaNamespace, setOrder, pastSchema);

    private (PublishedModel Published, StorageMap Storage) Build(string schemaNamespace, IReadOnlyList<string> setOrder, string? pastSchema)
    {
        foreach (var entity in model.GetEntityTypes().Where(IsPublished).OrderBy(Depth).ThenBy(e => e.ClrType.Name, StringComparer.Ordinal))
        {
            AddType(entity);
        }

        foreach (var (entity, type) in types)
        {
            AddProperties(entity, type);
        }

        foreach (var (entity, type) in types)
        {
            AddNavigations(entity, type);
            AddLatest(entity, type);
            Link(entity, type);
        }

        foreach (var entity in types.Keys)
        {
            LinkReferences(entity);
        }

        var searches = new SearchReader(properties, navigations);
        foreach (var (entity, type) in types)
        {
            type.LinkSearch(searches.Read(entity, type));
        }

        var writings = new WritingReader(properties, types);
        foreach (var (entity, set) in sets)
        {
            if (writings.Read(entity, set.Type) is { } writing)
            {
                set.LinkWriting(writing);
                foreach (var property in writing.ByType.Keys.SelectMany(t => t.Properties).Distinct())
                {
                    var how = writing.Find(property);
                    property.LinkWriting(
                        how switch
                        {
                            null => PropertyMutability.Computed,
                            { AtCreateOnly: true } => PropertyMutability.Immutable,
                            _ => PropertyMutability.Free,
                        },
                        how);
                }
            }
        }

        List<FunctionModel> functions = [.. results.SelectMany(r => Functions(r.Key, r.Value))];
        var places = setOrder.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i);
        var ordered = sets.Values.OrderBy(s => places.GetValueOrDefault(s.Name, int.MaxValue)).ThenBy(s => s.Name, StringComparer.Ordinal);
        var published = new PublishedModel(schemaNamespace, [.. ordered], [.. complexTypes.Values, .. types.Values], scalars.EnumTypes) { KeepsHistory = pastSchema is not null, Functions = functions };
        var classes = types.ToDictionary(t => t.Value, t => t.Key.ClrType);
        foreach (var (type, complex) in complexTypes)
        {
            classes.Add(complex, type);
        }

        return (published, new StorageMap(typeStorage, classes, propertyStorage, navigationStorage) { PastSchema = pastSchema });
    }

    private static bool IsPublished(IEntityType entity) => !entity.IsOwned() && (PublishedNames.Set(entity.GetRootType().ClrType) is not null || PublishedNames.Function(entity.ClrType) is not null);

    private static int Depth(IEntityType entity) => entity.BaseType is null ? 0 : 1 + Depth(entity.BaseType);

    private void AddType(IEntityType entity)
    {
        var (text, isResult) = (PublishedNames.Text(entity.ClrType), PublishedNames.Function(entity.ClrType) is not null);
        var type = new StructuredTypeModel
        {
            Name = entity.ClrType.Name,
            IsEntity = !isResult,
            IsAbstract = entity.IsAbstract(),
            BaseType = entity.BaseType is null ? null : types[entity.BaseType],
            Text = text,
        };
        types.Add(entity, type);
        if (isResult)
        {
            results.Add(entity, new EntitySetModel(type.Name, type, text.Japanese, text.English, InPackage: false) { IsComputed = true });
        }

        if (PublishedNames.Set(entity.ClrType) is { } set)
        {
            sets.Add(entity, new EntitySetModel(set.Name, type, text.Japanese, text.English, set.InPackage)
            {
                IsTracked = keepsHistory && set.IsTracked,
                IsDerived = entity.GetViewName() is not null,
                Sources = [.. set.MadeOf.Select(c => PublishedNames.Set(c)?.Name ?? throw new InvalidOperationException($"{c.Name} is no published set."))],
                ReadScope = set.ReadScope,
            });
        }
    }

    private void AddProperties(IEntityType entity, StructuredTypeModel type)
    {
        typeStorage.Add(type, new TypeStorage(TableOf(entity), DiscriminatorOf(entity), RevisionOf(entity)) { IsView = TableObject(entity).StoreObjectType == StoreObjectType.View });
        var members = new MemberReader(scalars, ComplexType, ComplexProperty, TableObject(entity));
        foreach (var property in entity.GetDeclaredProperties().Where(p => p.PropertyInfo is not null))
        {
            var published = members.Property(property);
            properties.Add((type, property.Name), published);
            propertyStorage.Add(published, members.Column(property));
        }

        foreach (var complex in entity.GetDeclaredComplexProperties())
        {
            var published = members.Property(complex);
            properties.Add((type, complex.Name), published);
            propertyStorage.Add(published, members.Complex(complex));
        }
    }

    private StructuredTypeModel ComplexType(IComplexType complex)
    {
        if (!complexTypes.TryGetValue(complex.ClrType, out var type))
        {
            type = new StructuredTypeModel { Name = complex.ClrType.Name, IsEntity = false, Text = PublishedNames.Text(complex.ClrType) };
            complexTypes.Add(complex.ClrType, type);
            var members = new MemberReader(scalars, ComplexType, ComplexProperty, table: null);
            var own = complex.GetProperties().Where(p => p.PropertyInfo is not null).Select(p => (p.Name, Published: members.Property(p)))
                .Concat(complex.GetComplexProperties().Select(p => (p.Name, Published: members.Property(p))))
                .ToDictionary(p => p.Name, p => p.Published);
            foreach (var (name, published) in own)
            {
                properties.Add((type, name), published);
            }

            type.Link(InOrder(complex.ClrType, own), [], []);
        }

        return type;
    }

    private PropertyModel ComplexProperty(IComplexType complex, string name) => properties[(ComplexType(complex), name)];

    private void AddNavigations(IEntityType entity, StructuredTypeModel type)
    {
        foreach (var navigation in entity.GetDeclaredNavigations().Where(n => n.PropertyInfo is not null && sets.ContainsKey(n.TargetEntityType.GetRootType())))
        {
            var storage = NavigationReader.Direct(navigation, TableObject(entity), TableObject(navigation.TargetEntityType));
            Add(navigation, type, Constraint(navigation), storage);
        }

        foreach (var navigation in entity.GetDeclaredSkipNavigations().Where(n => n.PropertyInfo is not null && sets.ContainsKey(n.TargetEntityType.GetRootType())))
        {
            Add(navigation, type, [], NavigationReader.Link(navigation, TableObject(entity), TableObject(navigation.TargetEntityType), TableObject(navigation.JoinEntityType)));
        }
    }

    private void AddLatest(IEntityType entity, StructuredTypeModel type)
    {
        foreach (var member in entity.ClrType.GetProperties().Where(p => p.DeclaringType == entity.ClrType))
        {
            if (member.GetCustomAttribute<LatestOfAttribute>() is not { } latest)
            {
                continue;
            }

            var collection = entity.FindNavigation(latest.Collection) ?? throw new InvalidOperationException($"{entity.DisplayName()} has no {latest.Collection} over a foreign key.");
            var published = new NavigationModel
            {
                Name = PublishedNames.Of(member),
                Target = sets[collection.TargetEntityType.GetRootType()],
                IsCollection = false,
                IsNullable = true,
                Text = PublishedNames.Text(member),
            };
            navigations.Add((type, member.Name), published);
            navigationStorage.Add(published, NavigationReader.Latest(collection, latest.Order, TableObject(entity), TableObject(collection.TargetEntityType)));
        }
    }

    private IEnumerable<FunctionModel> Functions(IEntityType entity, EntitySetModel result)
    {
        var function = PublishedNames.Function(entity.ClrType)!;
        foreach (var (subject, set) in function.BoundTo.Select(c => sets.First(s => s.Key.ClrType == c)))
        {
            var rows = new NavigationModel { Name = function.Name, Target = result, IsCollection = true, IsNullable = false, Text = result.Type.Text };
            var key = (ColumnStorage)propertyStorage[set.Type.Key.Single()];
            navigationStorage.Add(rows, new DirectStorage([new ColumnPair(key.Column, ((ColumnStorage)propertyStorage[Of(function.SubjectCode)]).Column)]));
            yield return new FunctionModel(function.Name, set, rows, Of(function.SubjectKind), Of(function.Parameter), function.Minimum, function.Maximum, result.Type.Text);
        }

        PropertyModel Of(string name) => properties[(result.Type, name)];
    }

    private void Add(INavigationBase navigation, StructuredTypeModel type, IReadOnlyList<(PropertyModel, PropertyModel)> constraint, NavigationStorage storage)
    {
        var published = new NavigationModel
        {
            Name = PublishedNames.Of(navigation.PropertyInfo!),
            Target = sets[navigation.TargetEntityType.GetRootType()],
            IsCollection = navigation.IsCollection,
            IsNullable = navigation is not INavigation { IsOnDependent: true, ForeignKey.IsRequired: true },
            Text = PublishedNames.Text(navigation.PropertyInfo!),
            Constraint = constraint,
            IsManyToMany = storage is LinkStorage,
            Partner = navigation.Inverse?.PropertyInfo is { } inverse ? PublishedNames.Of(inverse) : null,
        };
        navigations.Add((type, navigation.Name), published);
        navigationStorage.Add(published, storage);
    }

    private void Link(IEntityType entity, StructuredTypeModel type)
    {
        var own = new Dictionary<string, PropertyModel>();
        var ownNavigations = new Dictionary<string, NavigationModel>();
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var ((_, name), property) in properties.Where(p => ReferenceEquals(p.Key.Item1, declaring)))
            {
                own.Add(name, property);
            }

            foreach (var ((_, name), navigation) in navigations.Where(n => ReferenceEquals(n.Key.Item1, declaring)))
            {
                ownNavigations.Add(name, navigation);
            }
        }

        var key = entity.FindPrimaryKey()!.Properties.Select(p => own[p.Name]);
        type.Link(InOrder(entity.ClrType, own), InOrder(entity.ClrType, ownNavigations), [.. key]);
    }

    // Of keys of one column: what a value of one property can refer to alone.
    private void LinkReferences(IEntityType entity)
    {
        foreach (var key in entity.GetDeclaredForeignKeys().Where(k => k.Properties.Count == 1 && k.PrincipalKey.IsPrimaryKey()))
        {
            if (sets.TryGetValue(key.PrincipalEntityType.GetRootType(), out var target))
            {
                Find(entity, key.Properties[0].Name)?.LinkReference(target);
            }
        }
    }

    /// <summary>Pairs of own and referenced property; empty on the far side of the key, and where a column of it is not published.</summary>
    private IReadOnlyList<(PropertyModel, PropertyModel)> Constraint(INavigation navigation)
    {
        var key = navigation.ForeignKey;
        var pairs = key.Properties.Zip(key.PrincipalKey.Properties, (own, other) => (Own: Find(key.DeclaringEntityType, own.Name), Other: Find(key.PrincipalEntityType, other.Name))).ToList();
        return navigation.IsOnDependent && pairs.TrueForAll(p => p is { Own: not null, Other: not null }) ? [.. pairs.Select(p => (p.Own!, p.Other!))] : [];
    }

    private PropertyModel? Find(IEntityType? entity, string name) => entity is null ? null : properties.GetValueOrDefault((types[entity], name)) ?? Find(entity.BaseType, name);

    private static IReadOnlyList<T> InOrder<T>(Type type, Dictionary<string, T> members)
    {
        var order = PublishedNames.DeclarationOrder(type);
        return [.. members.OrderBy(m => order[m.Key]).Select(m => m.Value)];
    }

    private static StoreObjectIdentifier TableObject(IEntityType entity) =>
        StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? StoreObjectIdentifier.Create(entity, StoreObjectType.View)
        ?? throw new InvalidOperationException($"{entity.DisplayName()} has neither table nor view.");

    private static TableName TableOf(IEntityType entity)
    {
        var table = TableObject(entity);
        if (table != TableObject(entity.GetRootType()))
        {
            throw new InvalidOperationException($"{entity.DisplayName()} has a table of its own; derived types share the table of their base.");
        }

        return new TableName(table.Schema, table.Name);
    }

    private static string? RevisionOf(IEntityType entity) => entity.FindProperty(Revision)?.GetColumnName(TableObject(entity));

    private DiscriminatorStorage? DiscriminatorOf(IEntityType entity)
    {
        if (entity.FindDiscriminatorProperty() is not { } discriminator)
        {
            return null;
        }

        var values = entity.GetDerivedTypesInclusive().Where(e => !e.IsAbstract()).Select(e => (types[e], e.GetDiscriminatorValue()!));
        return new DiscriminatorStorage(discriminator.GetColumnName(TableObject(entity))!, discriminator.GetColumnType(), [.. values]);
    }
}
