namespace Kawasaki.Domain.Model;

/// <summary>A function bound to the rows of a set, or to one of them: it gives one row for each, computed from other rows.</summary>
/// <param name="Name">Name without the namespace.</param>
/// <param name="BoundTo">The set it is called on.</param>
/// <param name="Rows">From a row of that set to what the function gives for every value of the parameter.</param>
/// <param name="Subject">The property of the result that names the set it is about.</param>
/// <param name="Parameter">The property of the result whose value the caller gives.</param>
/// <param name="Minimum">Smallest value of the parameter.</param>
/// <param name="Maximum">Largest value of the parameter.</param>
/// <param name="Text">Names for the reader.</param>
public sealed record FunctionModel(string Name, EntitySetModel BoundTo, NavigationModel Rows, PropertyModel Subject, PropertyModel Parameter, int Minimum, int Maximum, ModelText Text);
