using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Diagnostics;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>A mistake in code that uses a network.</summary>
/// <param name="Rule">What kind of mistake.</param>
/// <param name="Where">The piece of source that is wrong.</param>
/// <param name="Said">The values of the message.</param>
internal sealed record UseProblem(Rule Rule, Location Where, params string[] Said)
{
    /// <summary>The expression that another one would make right; null where there is no such.</summary>
    public Location? Replaced { get; init; }

    /// <summary>The other one: a constant with its full name, or a number.</summary>
    public string Replacement { get; init; } = "";

    public Diagnostic ToDiagnostic()
    {
        // Code fixes need the values that the sentence is made of.
        var values = ImmutableDictionary.CreateBuilder<string, string?>();
        for (var i = 0; i < Said.Length; i++)
        {
            values.Add(i.ToString(CultureInfo.InvariantCulture), Said[i]);
        }

        if (Replaced is not null)
        {
            values.Add("length", Replacement);
        }

        return Diagnostic.Create(Descriptors.Of(Rule), Where, Replaced is null ? [] : [Replaced], values.ToImmutable(), [.. Said]);
    }

    /// <summary>"1 value", "64 values".</summary>
    public static string Count(long count, string unit) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? unit : unit == "index" ? "indices" : unit == "loss" ? "losses" : unit + "s");
}
