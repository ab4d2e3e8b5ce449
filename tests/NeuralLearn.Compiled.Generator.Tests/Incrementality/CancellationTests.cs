using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Analyzers;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Reading;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Incrementality;

/// <summary>An IDE cancels what it started at the next keystroke: then everything stops soon, by the one exception that says so.</summary>
public sealed class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static readonly UserProject Large = new("using NeuralLearn.Compiled; [Network, Input(3, 20, 20)"
        + string.Concat(Enumerable.Range(0, 24).Select(index => $", Conv2D({(index % 5) + 3}, Kernel = 3, Padding = 1, Activation = Activation.Tanh), BatchNorm"))
        + ", Flatten" + string.Concat(Enumerable.Range(0, 24).Select(index => $", Dense({(index * 3) + 5}, Activation.GELU), LayerNorm"))
        + ", Apply(nameof(Bend)), CrossEntropyLoss] public partial class Net { public static float Bend(float x) => x * x; }");

    [Fact]
    public void CancelledToken_StopsTheGenerator() =>
        Assert.ThrowsAny<OperationCanceledException>(() => { Large.Driver().RunGenerators(Large.Compile(), Cancelled); });

    [Fact]
    public void CancelledToken_StopsReadingAndCompiling()
    {
        var compilation = Large.Compile();
        var type = compilation.GetTypeByMetadataName("Net")!;
        Assert.Throws<OperationCanceledException>(() => { DeclarationReader.Read(type, compilation, Cancelled); });
        var declaration = DeclarationReader.Read(type, compilation, CancellationToken.None);
        Assert.Throws<OperationCanceledException>(() => { NetworkCompiler.Compile(declaration, Cancelled); });
    }

    [Fact]
    public async Task CancelledToken_StopsTheAnalyzer()
    {
        var failures = new List<Exception>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => failures.Add(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var analysis = Large.Compile().WithAnalyzers([new NetworkAnalyzer()], options);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis.GetAnalyzerDiagnosticsAsync(Cancelled));
        Assert.Empty(failures);
    }

    /// <summary>Cancelled at any time, it ends long before it would have been done; and what was cancelled leaves nothing behind.</summary>
    [Fact]
    public void TokenCancelledOnTheWay_StopsSoonAndTheNextRunIsWhole()
    {
        var compilation = Large.Compile();
        var declaration = DeclarationReader.Read(compilation.GetTypeByMetadataName("Net")!, compilation, CancellationToken.None);
        var expected = NetworkCompiler.Compile(declaration, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        NetworkCompiler.Compile(declaration, CancellationToken.None);
        var whole = clock.Elapsed;

        // Other work on the machine may hold up the timer or the compiler; one run of some must end in time.
        var least = Enumerable.Range(0, 5).Min(_ =>
        {
            using var source = new CancellationTokenSource(whole / 8);
            clock.Restart();
            try
            {
                NetworkCompiler.Compile(declaration, source.Token);
            }
            catch (OperationCanceledException)
            {
                return clock.Elapsed;
            }

            return TimeSpan.MaxValue;
        });
        Assert.True(least < whole * 0.75, $"{least} of {whole}");
        Assert.Equal(expected, NetworkCompiler.Compile(declaration, CancellationToken.None));
    }
}
