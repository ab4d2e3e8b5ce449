using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NeuralLearn.Compiled.Tool.Compiling;

/// <summary>What the compiler, the generator or an analyzer says about a source.</summary>
/// <param name="File">As the user named it; empty where it is about no place.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Id">Such as NLC1002.</param>
/// <param name="Message">A sentence.</param>
internal sealed record SourceDiagnostic(string File, int Line, int Column, string Severity, string Id, string Message)
{
    public bool IsError => Severity == "error";

    /// <summary>Whether it is advice on the network rather than a fault.</summary>
    public bool IsAdvice => Id.StartsWith("NLC9", StringComparison.Ordinal);

    public static SourceDiagnostic Of(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return new SourceDiagnostic(
            diagnostic.Location.IsInSource ? place.Path : "",
            place.StartLinePosition.Line + 1,
            place.StartLinePosition.Character + 1,
            diagnostic.Severity switch
            {
                DiagnosticSeverity.Error => "error",
                DiagnosticSeverity.Warning => "warning",
                _ => "info",
            },
            diagnostic.Id,
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>As a build prints it, so that editors find the place.</summary>
    public override string ToString()
    {
        var place = File.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{File}({Line},{Column}): ");
        return $"{place}{Severity} {Id}: {Message}";
    }
}
