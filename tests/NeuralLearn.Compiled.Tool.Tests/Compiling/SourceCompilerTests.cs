using NeuralLearn.Compiled.Tool.Compiling;

namespace NeuralLearn.Compiled.Tool.Tests.Compiling;

public sealed class SourceCompilerTests
{
    private const string Xor = """
        namespace Some.Place;

        [Network, Input(2), Dense(8, Activation.Tanh), Dense(1, Activation.Sigmoid)]
        [MeanSquaredErrorLoss, Adam(LearningRate = 0.01)]
        public sealed partial class Xor;
        """;

    [Fact]
    public void Load_OfASource_GivesANetworkThatLearns()
    {
        using var assembly = SourceCompiler.Compile(Xor, "Xor.cs").Load();
        var xor = assembly.Find(null);
        Assert.Equal("Some.Place.Xor", xor.FullName);
        Assert.Equal(33, xor.Cost("Parameters"));
        var network = xor.CreateTrainable(4);
        var data = new Dataset(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, 2, new float[] { 0, 1, 1, 0 }, 1);
        var report = Trainer.Fit(network, data, new FitOptions { Epochs = 2000, BatchSize = 4 });
        Assert.InRange(report.Training.Loss, 0, 0.01);
    }

    [Fact]
    public void Load_OfASourceWithErrors_SaysWhereAsABuildDoes()
    {
        var source = SourceCompiler.Compile(Xor.Replace("Dense(1,", "Dense(1, Inputs = 9, Activation =", StringComparison.Ordinal), "Xor.cs");
        var failure = Assert.Throws<ToolFailure>(source.Load);
        Assert.Equal(ExitCode.BadInput, failure.Code);
        Assert.Contains("Xor.cs(3,", failure.Message, StringComparison.Ordinal);
        Assert.Contains("): error NLC1002: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Xor.cs does not compile: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_OfAProgramOfOneFile_IgnoresWhatTheSdkReads()
    {
        var source = SourceCompiler.Compile("#:package NeuralLearn.Compiled@0.1.0\nusing NeuralLearn.Compiled;\nConsole.WriteLine(1);\n" + Xor[Xor.IndexOf('[', StringComparison.Ordinal)..], "program.cs");
        Assert.False(source.HasErrors, string.Join('\n', source.Diagnostics));
        using var assembly = source.Load();
        Assert.Equal("Xor", assembly.Find("Xor").Name);
    }

    [Fact]
    public void Find_NamesWhatThereIs()
    {
        using var assembly = SourceCompiler.Compile(Xor + "\n" + Xor[Xor.IndexOf('[', StringComparison.Ordinal)..].Replace("class Xor", "class Other", StringComparison.Ordinal), "Two.cs").Load();
        Assert.Contains("Some.Place.Other, Some.Place.Xor", Assert.Throws<ToolFailure>(() => assembly.Find(null)).Message, StringComparison.Ordinal);
        Assert.Contains("no network 'Zor'", Assert.Throws<ToolFailure>(() => assembly.Find("Zor")).Message, StringComparison.Ordinal);
        Assert.Equal("Other", assembly.Find("Other").Name);
    }

    [Fact]
    public void OfFile_OfWhatIsNoAssembly_SaysSo()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "MZ and nothing else");
        Assert.Contains("no .NET assembly", Assert.Throws<ToolFailure>(() => NetworkAssembly.OfFile(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("no file", Assert.Throws<ToolFailure>(() => NetworkAssembly.OfFile(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_LetsGoOfTheAssembly()
    {
        var reference = LoadAndLetGo();
        for (var i = 0; i < 20 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(reference.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndLetGo()
    {
        using var assembly = SourceCompiler.Compile(Xor, "Xor.cs").Load();
        return new WeakReference(assembly.Find(null).Type.Assembly);
    }
}
