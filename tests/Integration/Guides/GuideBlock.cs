namespace Kawasaki.Tests.Integration.Guides;

/// <summary>A fenced block of a guide.</summary>
/// <param name="Language">What stands behind the fence, such as `sh`.</param>
/// <param name="Text">Its lines.</param>
/// <param name="First">Index of its first line in the file.</param>
internal sealed record GuideBlock(string Language, string Text, int First)
{
    /// <summary>True for what a snippet prints.</summary>
    public bool IsOutput => Language is "text" or "json";

    /// <summary>Number of its lines.</summary>
    public int Length => Text.Length == 0 ? 0 : Text.Split('\n').Length;
}

/// <summary>A block that is run or asked, and what the guide says that it prints.</summary>
/// <param name="Code">The block.</param>
/// <param name="Output">The block behind it; null where the guide shows none, so that nothing may be printed.</param>
internal sealed record Snippet(GuideBlock Code, GuideBlock? Output);
