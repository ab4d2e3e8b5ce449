namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>Where an exception comes from.</summary>
internal static class StackFrames
{
    /// <summary>The innermost frame outside the framework: the line to look at.</summary>
    public static string OwnFrame(Exception exception)
    {
        var frames = (exception.StackTrace ?? "").Split('\n').Select(frame => frame.Trim()).ToList();
        return frames.FirstOrDefault(frame => !frame.StartsWith("at System.", StringComparison.Ordinal)) ?? frames[0];
    }
}
