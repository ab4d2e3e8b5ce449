using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Incrementality;

/// <summary>What the pipeline keeps from run to run must not hold on to the compiler's objects: each would keep a whole compilation alive.</summary>
public sealed class MemoryTests
{
    private const string Source = """
        using NeuralLearn.Compiled;

        public partial class Game
        {
            [Network(Arithmetic = Arithmetic.Portable), Input(4), Dense(8, Activation.ReLU, Name = "body"), Dense(2, Bias = false), CrossEntropyLoss, Adam]
            public sealed partial class Net { public Net(string path) : this() { } public int Level { get; set; } }

            [Network, Input(4), Dense(3), Apply(nameof(Bend)), CustomLoss(nameof(Distance))]
            public sealed partial class Own
            {
                public static float Bend(float x) => x > 0 ? Inner(x) : System.MathF.Exp(x) - 1;
                public static float Distance(float output, float target) { var d = output - target; return d * d; }
                private static float Inner(float y) => y * Factor;
                private const float Factor = 2;
            }

            [Network, Input(4), Dense(3), Apply(nameof(Bend)), CustomLoss(nameof(Missing))]
            public sealed partial class WrongOwn { public static float Bend(float x) => x % 2; }

            [Network, Input(1, 28, 28), Dense(2, Activation = unknown)]
            public partial class Wrong { }
        }
        """;

    [Fact]
    public void StepOutputs_HoldNothingOfTheCompilers()
    {
        var pipeline = new Pipeline(Source);
        var visited = 0;
        foreach (var name in new[] { TrackingNames.Declaration, TrackingNames.Files })
        {
            foreach (var (value, _) in pipeline.Result.TrackedSteps[name].SelectMany(run => run.Outputs))
            {
                visited += Walk(value, name);
            }
        }

        // The walk must have gone into declarations and their parts, not stopped at their doors.
        Assert.True(visited > 200, $"Only {visited} objects were seen.");
    }

    [Fact]
    public void Walk_FindsASymbolDeepInside()
    {
        var symbol = new UserProject(Source).Compile().GetTypeByMetadataName("Game")!;
        Assert.ThrowsAny<Exception>(() => Walk(new object?[] { 1, new { Deep = new List<object> { symbol } } }, "sample"));
    }

    [Fact]
    public void OldCompilation_DiesWhenTheNextOneHasRun()
    {
        var (driver, old) = RunTwice();
        for (var i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive, "The first compilation is still held.");
        GC.KeepAlive(driver);
    }

    /// <summary>A day of typing: other methods, formulas, sizes and mistakes, and back again.</summary>
    [Fact]
    public void ThousandEdits_LeaveTheMemoryAsItWas()
    {
        var project = new UserProject(Source, "class Other { }");
        var driver = project.Driver();
        var compilation = project.Compile();
        var after = new List<long>();
        for (var edit = 0; edit < 1000; edit++)
        {
            var edited = (edit % 4) switch
            {
                0 => Source + $"\n// {edit}",
                1 => Source.Replace("Factor = 2", $"Factor = {edit % 9}", StringComparison.Ordinal),
                2 => Source.Replace("x % 2", "x % 2 + ", StringComparison.Ordinal),
                _ => Source.Replace("Dense(2, Bias", $"Dense({edit % 7}, Bias", StringComparison.Ordinal),
            };
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], project.Parse(edited, "File0.cs"));
            driver = driver.RunGenerators(compilation);
            Assert.Null(driver.GetRunResult().Results.Single().Exception);
            if (edit % 100 == 99)
            {
                after.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        // Other tests run beside this one, so that single numbers say little: the least of the last is no larger than the most of the first.
        var (first, last) = (after.Take(3).Max(), after.TakeLast(3).Min());
        Assert.True(last < first + (16L << 20), $"MB after every hundred edits: {string.Join(", ", after.Select(bytes => bytes >> 20))}");
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunTwice()
    {
        var project = new UserProject(Source, "class Other { }");
        var first = project.Compile();
        var driver = project.Driver().RunGenerators(first);
        var second = first.ReplaceSyntaxTree(first.SyntaxTrees[0], project.Parse(Source + "\n// edited", "File0.cs"));
        driver = driver.RunGenerators(second);
        Assert.Equal(16, driver.GetRunResult().GeneratedTrees.Length);
        return (driver, new WeakReference(first));
    }

    /// <summary>Visits everything that can be reached through fields and elements; returns how many objects there were.</summary>
    private static int Walk(object? root, string path)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(object? Value, string Path)>();
        open.Push((root, path));
        while (open.TryPop(out var item))
        {
            if (item.Value is not { } value || !seen.Add(value))
            {
                continue;
            }

            Assert.False(
                value is ISymbol or SyntaxNode or SyntaxToken or SyntaxTree or Location or Compilation or SemanticModel or AttributeData or SyntaxReference or TypedConstant,
                $"{item.Path} is {value.GetType()}");
            if (value is string || value.GetType().IsPrimitive || value is Type or Delegate)
            {
                continue;
            }

            if (value is IEnumerable elements && value is Array)
            {
                foreach (var element in elements)
                {
                    open.Push((element, item.Path + "[]"));
                }

                continue;
            }

            for (var type = value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    open.Push((field.GetValue(value), item.Path + "." + field.Name));
                }
            }
        }

        return seen.Count;
    }
}
