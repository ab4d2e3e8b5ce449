using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>Code that uses networks, with marks where messages are expected, and the messages in the order of their marks.</summary>
/// <param name="Name">A name for the test's output.</param>
/// <param name="Statements">What runs; of a wrong sample it throws.</param>
internal sealed record UseSiteSample(string Name, string Statements, params string[] Messages)
{
    /// <summary>Members around the statements.</summary>
    public string Members { get; init; } = "";

    /// <summary>Types around the class.</summary>
    public string Types { get; init; } = "";

    /// <summary>The compiler's own error about a missing member; nothing where the code compiles.</summary>
    public string Error { get; init; } = "";

    public Markup Markup => Markup.Parse($$"""
        using System;
        using System.Runtime.CompilerServices;
        using NeuralLearn.Compiled;
        #pragma warning disable CS0219, CS0169
        {{Types}}
        public class Use
        {
            {{Members}}
            public static void Run()
            {
                {{Statements}}
            }
        }
        """ + "\n");

    public UserProject Project => new(Markup.Text, UsedNetworks.For(Markup.Text)) { Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable };

    public override string ToString() => Name;
}
