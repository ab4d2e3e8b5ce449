using System.Text;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>What the library refuses, said by the tool: one sentence instead of a stack trace.</summary>
internal static class Refusals
{
    /// <summary>Does something that may be refused.</summary>
    /// <param name="work">Calls the library.</param>
    /// <param name="hint">Said after the library's own sentence about a file.</param>
    public static T Said<T>(Func<T> work, string hint = "")
    {
        try
        {
            return work();
        }
        catch (InvalidDataException problem)
        {
            throw new ToolFailure(problem.Message + hint, inner: problem);
        }
        catch (DecoderFallbackException problem)
        {
            // Which byte of which buffer it was helps nobody.
            throw new ToolFailure("The file is not UTF-8 text. Save it as UTF-8: spreadsheets call it 'CSV UTF-8'.", inner: problem);
        }
        catch (ArgumentException problem)
        {
            throw new ToolFailure(WithoutParameter(problem), inner: problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure(problem.Message, inner: problem);
        }
    }

    public static void Said(Action work) => Said(() =>
    {
        work();
        return true;
    });

    /// <summary>The name of a parameter means nothing to who typed a command.</summary>
    private static string WithoutParameter(ArgumentException problem)
    {
        var suffix = $" (Parameter '{problem.ParamName}')";
        var text = problem.Message;
        var at = problem.ParamName is null ? -1 : text.IndexOf(suffix, StringComparison.Ordinal);
        return at < 0 ? text : text[..at];
    }
}
