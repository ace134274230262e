using Kawasaki.Domain.Model;
using Kawasaki.Domain.Query;

namespace Kawasaki.Api.OData.Binding.Apply;

/// <summary>The members of a collection of complex values as rows with columns of their own, which transformations take; their place tells them apart.</summary>
internal static class HeldRows
{
    /// <summary>The rows.</summary>
    /// <param name="members">The members.</param>
    public static ConcatenatedRows Of(RowSource members)
    {
        var (member, declared) = (new VariableRow(members.Rows), members.Rows.Type);
        var place = new ElementPlace(members.Rows);
        var columns = declared.Properties.Select(p => new RowColumn(ResultType.Column(p.Name, p.Type, p.Text), new PropertyValue(member, p))).ToList();
        var key = ResultType.Column("place", place.Type);
        var type = new StructuredTypeModel { Name = declared.Name, IsEntity = false, Text = declared.Text };
        type.Link([.. columns.Select(c => c.Property)], [], [key]);
        return new ConcatenatedRows([new ConcatenatedPart(members, [.. columns, new RowColumn(key, place)])], new RowVariable(declared.Name, type));
    }
}
