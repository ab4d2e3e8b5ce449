using System.Globalization;

namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>The benchmarks' table runs, and what reads it finds the columns and names it knows. Nothing is said of times here.</summary>
public sealed class QuickTableTests
{
    private static readonly string[] Networks = ["xor", "npc", "sensor", "control", "digits", "cnn"];

    private static readonly string[] Metrics = ["inf1", "lat1", "inf32", "train1", "train32"];

    /// <summary>Measured step by step.</summary>
    private static readonly string[] Streams = ["gru16", "lstm16", "rtn"];

    [Fact]
    public void Csv_HasACellForEveryNetworkImplementationAndMetric()
    {
        var (exitCode, lines) = Run("--csv", "--smoke");
        Assert.Equal(0, exitCode);
        Assert.Equal("network,implementation,metric,min_ns,median_ns,allocated_bytes", lines[0]);
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.All(cells, cell => Assert.Equal(6, cell.Length));
        Assert.Equal(cells.Count, cells.Select(cell => string.Join(',', cell[..3])).Distinct().Count());

        // The C program is there where gcc is.
        var implementations = cells.Select(cell => cell[1]).Distinct().ToList();
        Assert.Equal(["compiled", "csharp-loops", "tensor-primitives"], implementations.Where(name => name != "plain-c"));
        foreach (var implementation in implementations)
        {
            Assert.Equal(
                Networks.SelectMany(network => Metrics.Select(metric => $"{network},{metric}")).Concat(Streams.SelectMany(network => Metrics[..2].Select(metric => $"{network},{metric}"))).Order(StringComparer.Ordinal),
                cells.Where(cell => cell[1] == implementation).Select(cell => $"{cell[0]},{cell[2]}").Order(StringComparer.Ordinal));
        }

        Assert.All(cells, cell => Assert.All(cell[3..5], time => Assert.True(double.Parse(time, CultureInfo.InvariantCulture) > 0, time)));
        Assert.All(cells.Where(cell => cell[1] == "compiled"), cell => Assert.Equal("0", cell[5]));
    }

    [Fact]
    public void UnknownOption_IsAnError() => Assert.Equal(1, Run("--cvs").ExitCode);

    private static (int ExitCode, string[] Lines) Run(params string[] options) => BenchmarkRun.Start("quick", options);
}
