using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Sweeps;
using NeuralLearn.Compiled.Tests.Reference;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Conformance.Losses;

/// <summary>Losses with every kind of weight, several outputs and inputs, against numbers that PyTorch worked out in double precision.</summary>
public sealed class LossReferenceTests(ITestOutputHelper output)
{
    private const int PerCompilation = 11;

    /// <summary>Of the largest number of a tensor: some roundings of a sum of a few dozen terms.</summary>
    private const double Relative = 2e-6;

    private const double Absolute = 1e-6;

    private static readonly Dictionary<string, Lazy<NetworkSweep<LossNetwork>>> Sweeps = ConformancePass.All.ToDictionary(
        pass => pass.Name,
        pass => new Lazy<NetworkSweep<LossNetwork>>(() => NetworkSweep<LossNetwork>.Execute(
            ReferenceFile.Losses.Values.Select(reference => new LossNetwork(reference, pass)), PerCompilation, pass, Check)),
        StringComparer.Ordinal);

    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void Cases_AgreeWithPyTorch(string pass)
    {
        var sweep = Sweeps[pass].Value;
        var worst = sweep.Results.Where(result => result.Report.Worst is not null).MaxBy(result => result.Report.Worst!.Ratio);
        output.WriteLine($"{sweep.Results.Count} cases, {sweep.Results.Sum(result => result.Report.Comparisons)} comparisons; closest: {worst?.Source.ClassName} {worst?.Report.Worst}");
        var failures = sweep.Results.Where(result => result.Report.Problems.Count > 0)
            .OrderBy(result => result.Source.ClassName, StringComparer.Ordinal)
            .Select(result => $"{result.Source.ClassName}: {string.Join("; ", result.Report.Problems.Take(4))}")
            .ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} failing:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
        Assert.Equal(ReferenceFile.Losses.Count, sweep.Results.Count);
    }

    private static void Check(LossNetwork source, Func<ReferenceNetwork> create, Report report)
    {
        var reference = source.Reference;
        var network = (IBatchNetwork)create();
        network.LoadParameters(Flat(network, reference.Parameters, isBuffer: false));
        network.LoadBuffers(Flat(network, reference.Buffers, isBuffer: true));
        var call = Fill(reference);
        var loss = network.Run(call);
        Compare(report, "loss", [loss], [reference.Loss]);
        Compare(report, "row loss", call.Floats["RowLoss"], reference.RowLoss.Values);
        foreach (var (name, expected) in reference.Outputs)
        {
            Compare(report, name, call.Floats[LossNetwork.OutputField(name)], expected.Values);
        }

        if (reference.Mode == "evaluation")
        {
            return;
        }

        foreach (var (name, expected) in reference.InputGradients)
        {
            Compare(report, "gradient of " + name, call.Floats[LossNetwork.GradientField(name)], expected.Values);
        }

        var gradients = new float[network.Tensors.Where(tensor => !tensor.IsBuffer).Sum(tensor => tensor.Length)];
        network.CopyGradientsTo(gradients);
        CompareTensors(report, "gradient of ", network, gradients, reference.Gradients);
        report.Require(reference.Divisor != 0 || !network.Update(), "a step was taken though no row counts");
        CheckSteps(reference, network, call, report);
    }

    private static void CheckSteps(LossCase reference, IBatchNetwork network, BatchCall call, Report report)
    {
        var parameters = new float[network.Tensors.Where(tensor => !tensor.IsBuffer).Sum(tensor => tensor.Length)];
        for (var step = 0; step < reference.Steps.Length; step++)
        {
            if (step > 0)
            {
                Compare(report, $"loss before step {step}", [network.Run(call)], [reference.Steps[step].Loss]);
            }

            report.Require(network.Update(), "no step was taken");
            network.CopyParametersTo(parameters);
            CompareTensors(report, $"after step {step}: ", network, parameters, reference.Steps[step].Parameters);
        }
    }

    private static BatchCall Fill(LossCase reference)
    {
        var call = new BatchCall { IsEvaluation = reference.Mode == "evaluation" };
        foreach (var (field, tensor) in reference.Batch)
        {
            if (LossNetwork.IsInteger(field))
            {
                call.Integers.Add(field, tensor.Integers());
            }
            else
            {
                call.Floats.Add(field, tensor.Floats());
            }
        }

        foreach (var (name, tensor) in reference.Outputs)
        {
            call.Floats.Add(LossNetwork.OutputField(name), new float[tensor.Values.Length]);
        }

        foreach (var (name, tensor) in reference.InputGradients)
        {
            call.Floats.Add(LossNetwork.GradientField(name), new float[tensor.Values.Length]);
        }

        call.Floats.Add("RowLoss", new float[reference.RowLoss.Values.Length]);
        return call;
    }

    private static float[] Flat(IBatchNetwork network, Dictionary<string, Tensor> tensors, bool isBuffer)
    {
        var wanted = network.Tensors.Where(tensor => tensor.IsBuffer == isBuffer).ToList();
        var flat = new float[wanted.Sum(tensor => tensor.Length)];
        foreach (var tensor in wanted)
        {
            tensors[tensor.Name].Floats().CopyTo(flat, tensor.Offset);
        }

        return flat;
    }

    private static void CompareTensors(Report report, string what, IBatchNetwork network, float[] flat, Dictionary<string, Tensor> expected)
    {
        foreach (var tensor in network.Tensors.Where(tensor => !tensor.IsBuffer))
        {
            Compare(report, what + tensor.Name, flat.AsSpan(tensor.Offset, tensor.Length), expected[tensor.Name].Values);
        }
    }

    private static void Compare(Report report, string what, ReadOnlySpan<float> actual, double[] expected)
    {
        var largest = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        report.Add(Comparison.Of(what, actual, Array.ConvertAll(expected, value => (float)value), _ => Absolute + (Relative * largest)));
    }
}
