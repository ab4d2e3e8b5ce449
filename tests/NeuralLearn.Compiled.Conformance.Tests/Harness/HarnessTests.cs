using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Fakes;
using NeuralLearn.Compiled.Conformance.Reference;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Harness;

/// <summary>The whole way of a case, with a generator that emits calls of a simple network: right ones pass, wrong ones do not.</summary>
public sealed class HarnessTests
{
    private static readonly string[] CaseNames =
    [
        "loss_mse_0", "loss_mse_sum_1", "loss_half_sse_0", "loss_half_sse_batchmean_1", "mlp_3x9x13_b1", "opt_clip_norm_sgd_0",
        "exact_dense_1", "exact_mlp_relu_0", "special_mlp_row_isolation_0",
    ];

    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void RightNetworks_Pass(string pass)
    {
        var cases = Translated(CaseNames);

        var run = ConformanceRun.Execute(cases, ConformancePass.Named(pass), () => new FakeGenerator(cases, FakeFault.None));

        Assert.Equal(CaseNames.Length, run.Results.Count);
        Assert.All(run.Results, result => Assert.Empty(result.Problems));
        Assert.All(run.Results, result => Assert.True(result.Report!.Comparisons > 2));
    }

    [Theory]
    [InlineData(FakeFault.WritesBehindOutput, "behind the span was overwritten")]
    [InlineData(FakeFault.LeavesOutOutput, "was never written")]
    [InlineData(FakeFault.ChangesInput, "is input and was changed")]
    [InlineData(FakeFault.DividesInputGradient, "grad.input[")]
    [InlineData(FakeFault.ForgetsBiases, "grad.fc1.bias[")]
    [InlineData(FakeFault.ForgetsDivisor, "grad.fc1.weight[")]
    [InlineData(FakeFault.StepsOnNothing, "Update after ClearGradients returned true")]
    [InlineData(FakeFault.BatchHasOtherBits, "ForwardBatch and Forward row by row: bits differ")]
    [InlineData(FakeFault.Throws, "InvalidOperationException: fake")]
    public void WrongNetwork_IsCaught(FakeFault fault, string problem)
    {
        var cases = Translated("loss_mse_0");

        var run = ConformanceRun.Execute(cases, ConformancePass.Default, () => new FakeGenerator(cases, fault));

        var result = Assert.Single(run.Results);
        Assert.Contains(result.Problems, found => found.Contains(problem, StringComparison.Ordinal));
        Assert.True(result.Failed);
    }

    [Fact]
    public void GeneratorThatEmitsNothing_FailsTheCase()
    {
        var cases = Translated("loss_mse_0", "loss_mse_1");

        var run = ConformanceRun.Execute(cases, ConformancePass.Default, () => new FakeGenerator([cases[0]], FakeFault.None));

        Assert.False(run.Results[0].Failed);
        Assert.Equal(["the generator emitted nothing and said nothing"], run.Results[1].Problems);
    }

    [Fact]
    public void CaseThatDoesNotCompile_FailsAlone()
    {
        var cases = Translated("loss_mse_0", "loss_mse_1", "exact_dense_1");
        var broken = new TranslatedCase(cases[1].Reference, cases[1].ClassName, [.. cases[1].Declaration, "[NoSuchAttribute]"], []);

        var run = ConformanceRun.Execute(
            [cases[0], broken, cases[2]], ConformancePass.Default, () => new FakeGenerator(cases, FakeFault.None));

        var failed = Assert.Single(run.Results, result => result.Failed);
        Assert.Contains("CS0246", Assert.Single(failed.Problems), StringComparison.Ordinal);
        Assert.Equal("loss_mse_1", failed.Translated.Reference.Name);
    }

    [Fact]
    public void ErrorInEmittedCode_ShowsTheLine()
    {
        var cases = Translated("loss_mse_0");
        var generator = new FakeGenerator(cases, FakeFault.None, "private int Broken() => nonsense;");
        var compiler = new CaseCompiler<TranslatedCase>(generator, LanguageVersion.CSharp9);

        var compiled = Assert.Single(compiler.Compile(cases, new AssemblyLoadContext("broken", isCollectible: true)));

        Assert.Null(compiled.Create);
        Assert.Contains("CS0103", compiled.Failure, StringComparison.Ordinal);
        Assert.Contains("=> nonsense;", compiled.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void UnsupportedCase_IsNeitherRunNorFailed()
    {
        var reference = ReferenceSet.Shipped["loss_mse_0"];
        var unsupported = new TranslatedCase(reference, "Case_x", [], ["[Missing]"]);

        var run = ConformanceRun.Execute([unsupported], ConformancePass.Default, () => new FakeGenerator([], FakeFault.None));

        var line = ConformanceSummary.Line("x", run.Results);
        Assert.Contains("0 ran    0 passed    0 failed    1 not supported; missing: [Missing] (1)", line, StringComparison.Ordinal);
    }

    private static List<TranslatedCase> Translated(params string[] names)
    {
        var translator = new CaseTranslator(RuntimeSurface.Current, null);

        // The fake network asks nothing of the library, so what the library lacks does not matter here.
        return
        [
            .. names.Select(name => translator.Translate(ReferenceSet.Shipped[name]))
                .Select(translated => translated with { Declaration = ["[Network]"], Missing = [] }),
        ];
    }
}
