using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Kawasaki.Domain.Errors;

namespace Kawasaki.Domain.Settings;

/// <summary>Fills an options record from named settings; everything wrong is reported at once.</summary>
public static class SettingsReader
{
    /// <summary>Reads every property marked with <see cref="SettingAttribute"/>; the others keep their default.</summary>
    /// <typeparam name="TOptions">The options record.</typeparam>
    /// <param name="lookup">Gives the text of a setting by name; null or empty where it is not set.</param>
    /// <returns>The record, or one problem (KWS501) with a detail for each bad setting.</returns>
    public static Result<TOptions> Read<TOptions>(Func<string, string?> lookup)
        where TOptions : class, new()
    {
        var options = new TOptions();
        var problems = new List<Problem>();
        foreach (var (property, setting) in SettingsOf(typeof(TOptions)))
        {
            if (lookup(setting.Name) is { Length: > 0 } text)
            {
                Fill(options, property, setting, text, problems);
            }
        }

        return problems.Count == 0
            ? options
            : new Problem(ErrorCode.BadSetting, $"{problems.Count} setting(s) cannot be used: {string.Join("; ", problems.Select(p => p.Message))}.", Details: problems);
    }

    /// <summary>The settings of an options type, in the order of their declaration.</summary>
    /// <param name="optionsType">The options record's type.</param>
    public static IEnumerable<(PropertyInfo Property, SettingAttribute Setting)> SettingsOf(Type optionsType)
    {
        foreach (var property in optionsType.GetProperties())
        {
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                yield return (property, setting);
            }
        }
    }

    private static void Fill(object options, PropertyInfo property, SettingAttribute setting, string text, List<Problem> problems)
    {
        if (!TryParse(text, property.PropertyType, setting.Unit, out var value))
        {
            problems.Add(Bad(setting, text, $"expected {Describe(property.PropertyType, setting.Unit)}"));
            return;
        }

        var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = setting.Name };
        var findings = new List<ValidationResult>();
        if (Validator.TryValidateValue(value!, context, findings, property.GetCustomAttributes<ValidationAttribute>()))
        {
            property.SetValue(options, value);
            return;
        }

        problems.AddRange(findings.Select(f => Bad(setting, text, f.ErrorMessage ?? "not allowed")));
    }

    private static Problem Bad(SettingAttribute setting, string text, string why) =>
        new(ErrorCode.BadSetting, $"{setting.Name} = \"{(setting.IsSecret ? "(hidden)" : text)}\": {why}", setting.Name);

    private static bool TryParse(string text, Type type, string unit, out object? value)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        value = null;
        if (target == typeof(string))
        {
            value = text;
        }
        else if (target == typeof(bool) && bool.TryParse(text, out var flag))
        {
            value = flag;
        }
        else if (target == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            value = number;
        }
        else if (target == typeof(long) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
        {
            value = large;
        }
        else if (target == typeof(TimeSpan) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount))
        {
            value = unit == "milliseconds" ? TimeSpan.FromMilliseconds(amount) : TimeSpan.FromSeconds(amount);
        }
        else if (target == typeof(Uri) && Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            value = uri;
        }

        return value is not null;
    }

    private static string Describe(Type type, string unit)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return target == typeof(bool) ? "true or false"
            : target == typeof(Uri) ? "an absolute URL"
            : target == typeof(string) ? "a text"
            : target == typeof(TimeSpan) ? $"a number of {(unit.Length > 0 ? unit : "seconds")}"
            : $"a whole number{(unit.Length > 0 ? " of " + unit : "")}";
    }
}
