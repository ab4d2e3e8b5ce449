using System.Reflection;
using System.Runtime.CompilerServices;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Features.OneRow;

/// <summary>A network, rows for it, and its two ways to take a step on one of them.</summary>
internal abstract class OneRowCase
{
    public const int Rows = 64;

    private readonly Type _type;

    private delegate void SpanCall(ReadOnlySpan<float> values);

    protected OneRowCase(Type type, NetworkInfo info, string kind)
    {
        _type = type;
        Name = type.Name + kind;
        Info = info;
        Inputs = Numbers.Uniform(Rows * info.InputSize, 1, 2f);

        // What rectifiers leave behind, and what a sum of 0 must not keep of it: zeros of both signs.
        for (var i = 0; i < Inputs.Length; i += 7)
        {
            Inputs[i] = i % 2 == 0 ? 0f : -0f;
        }
    }

    public string Name { get; }

    public NetworkInfo Info { get; }

    /// <summary>Rows of the first input, then those of the second if there is one.</summary>
    public float[] Inputs { get; }

    /// <summary>Whether a step without gradients in memory is expected to be emitted.</summary>
    public bool HasRowStep { get; init; } = true;

    /// <summary>Whether it is.</summary>
    public bool EmitsRowStep => Emitted("Passes").GetMethod("TrainRow", BindingFlags.Static | BindingFlags.NonPublic) is not null;

    public abstract ITrainableNetwork Create(ulong seed);

    /// <summary>The call on so many rows.</summary>
    public abstract float TrainBatch(ITrainableNetwork network, int first, int rows = 1);

    public abstract float Backward(ITrainableNetwork network, int row);

    public virtual void SetLabel(int row, int label) => throw new NotSupportedException(Name + " takes no labels.");

    public static void LoadGradients(ITrainableNetwork network, float[] gradients) =>
        network.GetType().GetMethod("LoadGradients")!.CreateDelegate<SpanCall>(network)(gradients);

    public static void ClearGradients(ITrainableNetwork network) => network.GetType().GetMethod("ClearGradients")!.CreateDelegate<Action>(network)();

    private Type Emitted(string name) => _type.Assembly.GetType(
        $"NeuralLearn.Compiled.Generated.{_type.FullName!.Replace('.', '_')}.{name}", throwOnError: true)!;
}

/// <summary>One input, one target: both are found by the types of what they take.</summary>
internal sealed class OneRowCase<TNetwork, TTarget> : OneRowCase
    where TNetwork : class, ITrainableNetwork, INetwork<TNetwork>
    where TTarget : struct
{
    private readonly ManyRows _train = Method<ManyRows>("TrainBatch", typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<TTarget>));
    private readonly ManyRows? _backwardSpan;
    private readonly SingleLabel? _backwardLabel;
    private readonly int _size;

    public OneRowCase(string kind, TTarget[] targets)
        : base(typeof(TNetwork), TNetwork.Info, kind)
    {
        Targets = targets;
        _size = targets.Length / Rows;
        if (typeof(TTarget) == typeof(float))
        {
            _backwardSpan = Method<ManyRows>("Backward", typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>));
        }
        else
        {
            _backwardLabel = Method<SingleLabel>("Backward", typeof(ReadOnlySpan<float>), typeof(TTarget));
        }
    }

    private delegate float ManyRows(TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets);

    private delegate float SingleLabel(TNetwork network, ReadOnlySpan<float> input, TTarget label);

    public TTarget[] Targets { get; }

    public override ITrainableNetwork Create(ulong seed) => OneRowCases.Prepared(TNetwork.Create(seed));

    /// <summary>Labels are whole numbers, whatever they are called.</summary>
    public override void SetLabel(int row, int label) => Targets[row] = Unsafe.BitCast<int, TTarget>(label);

    public override float TrainBatch(ITrainableNetwork network, int first, int rows = 1) =>
        _train((TNetwork)network, Inputs.AsSpan(first * Info.InputSize, rows * Info.InputSize), Targets.AsSpan(first * _size, rows * _size));

    public override float Backward(ITrainableNetwork network, int row)
    {
        var input = Inputs.AsSpan(row * Info.InputSize, Info.InputSize);
        return _backwardSpan is null
            ? _backwardLabel!((TNetwork)network, input, Targets[row])
            : _backwardSpan((TNetwork)network, input, Targets.AsSpan(row * _size, _size));
    }

    private static T Method<T>(string name, params Type[] types)
        where T : Delegate => typeof(TNetwork).GetMethod(name, types)!.CreateDelegate<T>();
}

/// <summary>Two inputs and a target, or an input and two targets.</summary>
internal sealed class ThreeSpanCase<TNetwork> : OneRowCase
    where TNetwork : class, ITrainableNetwork, INetwork<TNetwork>
{
    private readonly Call _train = Method("TrainBatch");
    private readonly Call _backward = Method("Backward");
    private readonly float[][] _spans;

    public ThreeSpanCase()
        : base(typeof(TNetwork), TNetwork.Info, "")
    {
        // Rows lie apart for each input, as the members take them; the first is the array that tests put their numbers into.
        _spans = Info.Inputs.Count == 2
            ? [Inputs, Numbers.Uniform(Rows * Info.Inputs[1].Size, 2), Numbers.Uniform(Rows * Info.OutputSize, 3)]
            : [Inputs, Numbers.Uniform(Rows * Info.Outputs[0].Size, 2), Numbers.Uniform(Rows * Info.Outputs[1].Size, 3)];
    }

    private delegate float Call(TNetwork network, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c);

    public override ITrainableNetwork Create(ulong seed) => OneRowCases.Prepared(TNetwork.Create(seed));

    public override float TrainBatch(ITrainableNetwork network, int first, int rows = 1) =>
        _train((TNetwork)network, Part(0, first, rows), Part(1, first, rows), Part(2, first, rows));

    public override float Backward(ITrainableNetwork network, int row) =>
        _backward((TNetwork)network, Part(0, row, 1), Part(1, row, 1), Part(2, row, 1));

    private ReadOnlySpan<float> Part(int index, int first, int rows)
    {
        var size = index == 0 ? Info.Inputs[0].Size : _spans[index].Length / Rows;
        return _spans[index].AsSpan(first * size, rows * size);
    }

    private static Call Method(string name) => typeof(TNetwork)
        .GetMethod(name, [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>)])!.CreateDelegate<Call>();
}

/// <summary>The network makes its target of what it is given.</summary>
internal sealed class InputOnlyCase<TNetwork>() : OneRowCase(typeof(TNetwork), TNetwork.Info, "")
    where TNetwork : class, ITrainableNetwork, INetwork<TNetwork>
{
    private readonly Call _train = Method("TrainBatch");
    private readonly Call _backward = Method("Backward");

    private delegate float Call(TNetwork network, ReadOnlySpan<float> inputs);

    public override ITrainableNetwork Create(ulong seed) => OneRowCases.Prepared(TNetwork.Create(seed));

    public override float TrainBatch(ITrainableNetwork network, int first, int rows = 1) =>
        _train((TNetwork)network, Inputs.AsSpan(first * Info.InputSize, rows * Info.InputSize));

    public override float Backward(ITrainableNetwork network, int row) => _backward((TNetwork)network, Inputs.AsSpan(row * Info.InputSize, Info.InputSize));

    private static Call Method(string name) => typeof(TNetwork).GetMethod(name, [typeof(ReadOnlySpan<float>)])!.CreateDelegate<Call>();
}
