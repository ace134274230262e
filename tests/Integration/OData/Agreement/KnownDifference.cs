using System.Text.RegularExpressions;

namespace Kawasaki.Tests.Integration.OData.Agreement;

/// <summary>Who is alone with what it says of a URL.</summary>
internal enum Disagreement
{
    /// <summary>They refuse what we take.</summary>
    TheyRefuse,

    /// <summary>We refuse what they take.</summary>
    WeRefuse,

    /// <summary>Both take it for something else.</summary>
    TreesDiffer,
}

/// <summary>A difference that is known and why it is right, or not ours.</summary>
/// <param name="Kind">Who is alone.</param>
/// <param name="Url">The URLs it is about, decoded.</param>
/// <param name="Message">What the side that refuses says; for trees what they made of it.</param>
/// <param name="Reason">Why; sections are those of OData URL Conventions 4.01.</param>
internal sealed record KnownDifference(Disagreement Kind, string Url, string Message, string Reason)
{
    /// <summary>Every one; a test fails when one of them is never seen.</summary>
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new(Disagreement.WeRefuse, @"\$index", "no meaning when reading", "5.1.9: $index says where to insert"),
        new(Disagreement.TheyRefuse, @"case\(", "expected|DateTimeOffset text|Date text|is not valid", "5.1.1.12: case is of 4.01; they know 4.0"),
        new(Disagreement.TheyRefuse, "divby", "", "5.1.1.2.6: divby is of 4.01"),
        new(Disagreement.TheyRefuse, "matchesPattern", "unknown function", "5.1.1.7.1: matchesPattern is of 4.01"),
        new(Disagreement.TheyRefuse, "hassubse", "unknown function", "5.1.1.6: functions of collections are of 4.01"),
        new(Disagreement.TheyRefuse, "concat|contains|endswith|indexof|length|startswith|substring", "is not a single value", "5.1.1.5: functions of collections are of 4.01"),
        new(Disagreement.TheyRefuse, @"\bin\b", "Invalid JSON|Cannot convert the literal|null value was found|literalText|elementType|not a collection value", "5.1.1.1.12: any list of values; they read lists as JSON of exactly the left side's type, without null, empty text or backslash"),
        new(Disagreement.TheyRefuse, @"\bin @", "'type'", "5.1.1.1.12: a list may be an alias; theirs fails with an ArgumentNullException"),
        new(Disagreement.TheyRefuse, "in measures/", "is not a single value", "5.1.1.1.12: `in` takes a path through many rows"),
        new(Disagreement.TheyRefuse, @"not code in", "incompatible type", "5.1.1.16: `in` binds closer than `not`"),
        new(Disagreement.TheyRefuse, @"\$root|\$this", "Could not find a property named '\\$", "5.1.1.13.3 and .4: $root and $this in expressions"),
        new(Disagreement.TheyRefuse, @"\b(eq|ne) (\[|\$root)", "is not a single value", "5.1.1.1.1: collections are compared too"),
        new(Disagreement.TheyRefuse, @"Collection\(", "unknown function", "5.1.1.10: casts to a collection"),
        new(Disagreement.TheyRefuse, @"progress\(", @"parentNode|FunctionCallNode|not valid in a \$select", "5.1.1.15 and 5.1.4: functions in expressions and in $select; theirs is a node that this test does not read, or fails"),
        new(Disagreement.TheyRefuse, @"\w\('", "key lookup", "5.1.1.15: keys inside expressions"),
        new(Disagreement.TheyRefuse, @"\$count\(", "parent token", "4.8: $count of a filtered collection is of 4.01"),
        new(Disagreement.TheyRefuse, @"/\$filter\(.*\)\('", "Syntax error", "4.9 and 4.3: a key after a $filter segment"),
        new(Disagreement.TheyRefuse, "@core", "Could not find a property named '@core", "5.1.1.15: a path may end in an annotation"),
        new(Disagreement.TheyRefuse, @"@\w+/", "An identifier was expected", "ABNF: firstMemberExpr may begin with an alias"),
        new(Disagreement.TheyRefuse, @"/\$count\(|/\$filter\(", "Could not find a property named|'with' expected", "4.8 and 4.9: names in there mean the counted rows; they look for them in the rows around"),
        new(Disagreement.TheyRefuse, "as a,a mul", "Could not find a property named", "5.1.4: a computed name may be used in the next expression"),
        new(Disagreement.TheyRefuse, @"\+21", "not valid", "ABNF: a number may have a plus sign"),
        new(Disagreement.TheyRefuse, @"\$expand=.*\$count", @"Found system token '\$count'", "5.1.3: $count in $expand"),
        new(Disagreement.TheyRefuse, @"\$apply=", @"'aggregate\|filter\|groupby\|compute\|expand' expected", "Data Aggregation 4.0: they know five transformations"),
        new(Disagreement.TheyRefuse, @"rollup|groupby\(\(.*\),(?!aggregate)", "", "Data Aggregation 4.0: rollup, and any transformation in a group"),
        new(Disagreement.TheyRefuse, @"\$these/", @"named '\$these'", "Data Aggregation 4.0, 3.5: expressions on a collection"),
        new(Disagreement.TheyRefuse, "aggregate\\(\\w+/", "is not a single value", "Data Aggregation 4.0, 3.2.1: paths through many rows"),
        new(Disagreement.TheyRefuse, "with SUM", "Unrecognized with", "3.2.1: they want methods in lower case"),
        new(Disagreement.TheyRefuse, @"\$search=", "Expression expected|is not valid", "5.1.8: 4.01 takes words with digits and signs, and AND, OR, NOT where no operator can stand"),
        new(Disagreement.TheyRefuse, @"\$crossjoin", "Resource not found", "4.15: they do not know $crossjoin"),
        new(Disagreement.TheyRefuse, @"/\$filter\((?!@)|policies\(@p\)|/\$query", "Error in query syntax|\\$query", "4.9 and 5.3.1: expressions in $filter segments, aliases as keys"),
        new(Disagreement.TheyRefuse, "9999999999|1e308|9223372036854775807|INF|NaN|e10|0\\.0000000001|3\\.5|1e3", "Overflow|Edm.Single|Edm.Double|too large", "5.1.1.11: they compute numbers as Edm.Single where Edm.Decimal is meant, and fail"),
        new(Disagreement.TheyRefuse, @"substring\(|indexof\(", "No function signature", "5.1.1.11: whole numbers of any size are promoted"),
        new(Disagreement.TheyRefuse, @"isof\(", "type cast|must have a type", "5.1.1.10.2: isof of the row itself, and of a type that never is"),
        new(Disagreement.TheyRefuse, "'P\\d+D'", "incompatible types", "ABNF of 4.01: durations without prefix"),
        new(Disagreement.TheyRefuse, "Edm.Double|round|floor|ceiling", "incompatible types", "5.1.1.11: Edm.Decimal is promoted to Edm.Double"),
        new(Disagreement.TheyRefuse, "null", "incompatible types", "5.1.1.2: null computes to null"),
        new(Disagreement.TheyRefuse, "COUNT=True", "count option", "ABNF: words of literals in any case"),
        new(Disagreement.TheyRefuse, @"\$expand=\*,\*", "multiple stars", "5.1.3: a star for rows and one for references"),
        new(Disagreement.TheyRefuse, "^/", "not based on", "not asked of them: the test's URL begins with a slash"),
        new(Disagreement.WeRefuse, @"\$(filter|orderby|skip|top|search|count)=", "has no meaning for", "5.1: these options are for collections; they leave it to the service"),
        new(Disagreement.WeRefuse, @"\$search=", "which has no text", "501: a service may not support $search everywhere; announced by SearchRestrictions"),
        new(Disagreement.WeRefuse, "aggregate", "The method (sum|average|min|max) does not take", "Data Aggregation 4.0, 3.1.3: sums are of numbers, extremes of what has an order; they do not look"),
        new(Disagreement.WeRefuse, "with ns\\.concat", "There is no aggregation method", "Data Aggregation 4.0, 3.1.3: no custom method is announced"),
        new(Disagreement.WeRefuse, "cast\\(", "cannot be cast to", "5.1.1.10.1: no rule casts this type to the other"),
        new(Disagreement.WeRefuse, "substring", "does not take \\(Edm.String,Edm.Decimal", "5.1.1.5.6: a place is a whole number; with null inside they look at no type"),
        new(Disagreement.WeRefuse, "", "is no value of", "Validation.AllowedValues: a vocabulary is closed, another text is a mistake"),
        new(Disagreement.WeRefuse, "", "There is no query option|`` is given twice", "11.2.1 of the Protocol lets a service refuse options it does not know; silence would hide a mistake"),
        new(Disagreement.WeRefuse, "", "The query option \\$\\w+ is not supported", "501: they only read the text"),
        new(Disagreement.WeRefuse, "-value in", "takes a number", "5.1.1.16: `in` binds closer than the minus"),
        new(Disagreement.WeRefuse, @"\$id=", "has no meaning", "4.4: $id belongs to $entity and $ref"),
        new(Disagreement.TreesDiffer, @"\$select=.*@core", "select x", "5.1.4: their tree drops what stands before the dot of an annotation's name"),
        new(Disagreement.TreesDiffer, @"aggregate\(.*/\$count as", @"aggregate\(\$count", "their tree forgets the path before $count"),
        new(Disagreement.TreesDiffer, @"/\$filter\(@", @"@f", "4.9: their tree tells of the alias in a $filter segment, ours keeps it in the path"),
        new(Disagreement.TreesDiffer, "9999999999|1e308|2147483647|922337203685477580|0\\.0000000001", "", "they hold numbers in Edm.Single and Edm.Double, which changes them"),
    ];

    /// <summary>True when it is the one.</summary>
    public bool Explains(Disagreement kind, string url, string message) => kind == Kind && Regex.IsMatch(url, Url) && Regex.IsMatch(message, Message);
}
