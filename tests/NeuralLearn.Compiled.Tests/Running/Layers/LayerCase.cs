using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running.Layers;

/// <summary>A network of the layers under test, with rows for it; what the interface lacks is bound to the class's own members.</summary>
internal sealed class LayerCase
{
    private const int IndexCount = 7;

    private static readonly Dictionary<string, Func<ulong, ITrainableNetwork>> Networks = new(StringComparer.Ordinal)
    {
        [nameof(PlainConv)] = seed => new PlainConv(seed),
        [nameof(StridedConv)] = seed => new StridedConv(seed),
        [nameof(SameConv)] = seed => new SameConv(seed),
        [nameof(GroupedConv)] = seed => new GroupedConv(seed),
        [nameof(DepthwiseConv)] = seed => new DepthwiseConv(seed),
        [nameof(SignalConv)] = seed => new SignalConv(seed),
        [nameof(CausalConv)] = seed => new CausalConv(seed),
        [nameof(MaxPools)] = seed => new MaxPools(seed),
        [nameof(AvgPools)] = seed => new AvgPools(seed),
        [nameof(GlobalPools)] = seed => new GlobalPools(seed),
        [nameof(OtherAxes)] = seed => new OtherAxes(seed),
        [nameof(NormedConv)] = seed => new NormedConv(seed),
        [nameof(Rnns)] = seed => new Rnns(seed),
        [nameof(Grus)] = seed => new Grus(seed),
        [nameof(Lstms)] = seed => new Lstms(seed),
        [nameof(Words)] = seed => new Words(seed),
    };

    private LayerCase(string name, int rows)
    {
        Create = Networks[name];
        var info = Create(0).Info;
        (Name, Rows, InputSize, OutputSize, TargetSize) = (name, rows, info.InputSize, info.OutputSize, info.TargetSize);
        TakesIndices = name == nameof(Words);
        HasBatchStatistics = name == nameof(NormedConv);
        Inputs = TakesIndices ? [.. Numbers.Labels(rows * InputSize, IndexCount, 1).Select(label => (float)label)] : Numbers.Uniform(rows * InputSize, 1);
        Targets = Numbers.Uniform(rows * TargetSize, 2);
    }

    private delegate void Destination(Span<float> values);

    private delegate float Learn(ReadOnlySpan<float> input, ReadOnlySpan<float> target);

    private delegate void ByInput(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient);

    public static IEnumerable<string> Names => Networks.Keys;

    public string Name { get; }

    public int Rows { get; }

    public int InputSize { get; }

    public int OutputSize { get; }

    public int TargetSize { get; }

    /// <summary>Indices have no gradient, and rows of them another type.</summary>
    public bool TakesIndices { get; }

    /// <summary>Then rows are not independent of each other in training.</summary>
    public bool HasBatchStatistics { get; }

    public float[] Inputs { get; }

    public float[] Targets { get; }

    public Func<ulong, ITrainableNetwork> Create { get; }

    public NetworkRows All => Batch(0, Rows);

    public static LayerCase Of(string name, int rows) => new(name, rows);

    public NetworkRows Batch(int first, int count) => new()
    {
        Inputs = Inputs.AsSpan(first * InputSize, count * InputSize),
        Targets = Targets.AsSpan(first * TargetSize, count * TargetSize),
    };

    public ReadOnlySpan<float> Input(int row) => Inputs.AsSpan(row * InputSize, InputSize);

    /// <summary>One row through the class's own Backward.</summary>
    public void Backward(ITrainableNetwork network, int row)
    {
        if (TakesIndices)
        {
            network.BackwardBatch(Batch(row, 1));
            return;
        }

        Bound<Learn>(network, "Backward")(Input(row), Targets.AsSpan(row * TargetSize, TargetSize));
    }

    /// <summary>One row through the class's own TrainBatch, which may take its step layer by layer.</summary>
    public void TrainRow(ITrainableNetwork network, int row)
    {
        if (TakesIndices)
        {
            network.BackwardBatch(Batch(row, 1));
            network.Update();
            return;
        }

        Bound<Learn>(network, "TrainBatch")(Input(row), Targets.AsSpan(row * TargetSize, TargetSize));
    }

    public void InputGradient(ITrainableNetwork network, int row, ReadOnlySpan<float> outputGradient, Span<float> inputGradient) =>
        Bound<ByInput>(network, "InputGradient")(Input(row), outputGradient, inputGradient);

    public static float[] Parameters(ITrainableNetwork network)
    {
        var values = new float[network.Info.ParameterCount];
        network.CopyParametersTo(values);
        return values;
    }

    public static float[] Gradients(ITrainableNetwork network)
    {
        var values = new float[network.Info.ParameterCount];
        Bound<Destination>(network, "CopyGradientsTo")(values);
        return values;
    }

    private static T Bound<T>(ITrainableNetwork network, string member)
        where T : Delegate
    {
        Type[] types = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        return network.GetType().GetMethod(member, types)!.CreateDelegate<T>(network);
    }
}
