namespace Kawasaki.Api.Identifiers;

/// <summary>Links to all the rows of which a page shows the first: the same questions as those of <see cref="DossierPlans"/>, as URLs.</summary>
internal static class StatementLinks
{
    /// <summary>All changes of a row. A code alone does not name it: sets share codes.</summary>
    /// <param name="dossier">The row.</param>
    public static string Changes(Dossier dossier) => Link("changes", $"entitySet eq '{dossier.Subject.Name}' and entityCode eq {Literal(dossier.Code)}");

    /// <summary>All citations or discrepancies of a row, and of its figures.</summary>
    /// <param name="statements">`citations` or `discrepancies`.</param>
    /// <param name="dossier">The row.</param>
    public static string Of(string statements, Dossier dossier)
    {
        var own = $"subjectKind eq '{dossier.Subject.Name}' and subjectCode eq {Literal(dossier.Code)}";
        return Link(statements, dossier.Set.Type.FindNavigation("observations") is not { } figures ? own
            : $"{own} or subjectKind eq '{figures.Target.Name}' and subjectCode in $root/{dossier.Set.Name}({Literal(dossier.Code)})/{figures.Name}/{figures.Target.Type.Key[0].Name}");
    }

    private static string Link(string set, string filter) => $"/odata/{set}?$filter={Uri.EscapeDataString(filter)}";

    private static string Literal(string code) => $"'{code.Replace("'", "''", StringComparison.Ordinal)}'";
}
