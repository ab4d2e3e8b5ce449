using System.ComponentModel;
using System.Globalization;

namespace NeuralLearn.Compiled;

/// <summary>
/// A learner as a safetensors file: parameters and buffers under their own names, beside them what the optimizer keeps
/// ("optimizer.exp_avg.dense1.weight"), whole numbers as I64 and real ones as texts of the metadata, exact. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrainingFile
{
    private const string MeasuredSuffix = ".statistics";

    private readonly string _network;
    private readonly TensorInfo[] _tensors;
    private readonly string[] _integerNames;
    private readonly string[] _realNames;
    private readonly float[] _values;
    private readonly Memory<float>[] _slots;
    private readonly int[] _statisticsOffsets;

    /// <summary>Says what the file holds.</summary>
    /// <param name="network">The class's name.</param>
    /// <param name="tensors">Parameters, then buffers.</param>
    /// <param name="slots">Prefixes of what there is one number of for every parameter that learns.</param>
    /// <param name="integers">Names of whole numbers.</param>
    /// <param name="reals">Names of real numbers.</param>
    /// <param name="statistics">Names of lists of real numbers.</param>
    /// <param name="statisticsLengths">How many each list has.</param>
    public TrainingFile(
        string network, TensorInfo[] tensors, string[] slots, string[] integers, string[] reals, string[] statistics, int[] statisticsLengths)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(integers);
        ArgumentNullException.ThrowIfNull(reals);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(statisticsLengths);
        _network = network;
        _integerNames = integers;
        _realNames = reals;
        Integers = new long[integers.Length];
        Reals = new double[reals.Length];
        int parameters = 0, buffers = 0;
        foreach (var tensor in tensors)
        {
            parameters += tensor.IsBuffer ? 0 : tensor.Length;
            buffers += tensor.IsBuffer ? tensor.Length : 0;
        }

        var all = new List<TensorInfo>();
        foreach (var tensor in tensors)
        {
            all.Add(new TensorInfo(tensor.Name, tensor.Shape.ToArray(), tensor.Offset + (tensor.IsBuffer ? parameters : 0)));
        }

        var offset = parameters + buffers;
        _slots = new Memory<float>[slots.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            foreach (var tensor in tensors)
            {
                if (tensor.Trainable && !tensor.IsBuffer)
                {
                    all.Add(new TensorInfo($"{slots[slot]}.{tensor.Name}", tensor.Shape.ToArray(), offset + tensor.Offset));
                }
            }

            offset += parameters;
        }

        _statisticsOffsets = new int[statistics.Length];
        Statistics = new double[statistics.Length][];
        for (var i = 0; i < statistics.Length; i++)
        {
            // Three floats hold a double exactly: the first its leading digits, the others what is left.
            all.Add(new TensorInfo(statistics[i] + MeasuredSuffix, [3, statisticsLengths[i]], offset));
            _statisticsOffsets[i] = offset;
            Statistics[i] = new double[statisticsLengths[i]];
            offset += 3 * statisticsLengths[i];
        }

        _tensors = [.. all];
        _values = new float[offset];
        ParameterCount = parameters;
        BufferCount = buffers;
        for (var slot = 0; slot < slots.Length; slot++)
        {
            _slots[slot] = _values.AsMemory(parameters + buffers + (slot * parameters), parameters);
        }
    }

    /// <summary>The flat vector of parameters.</summary>
    public Span<float> Parameters => _values.AsSpan(0, ParameterCount);

    /// <summary>The flat vector of buffers.</summary>
    public Span<float> Buffers => _values.AsSpan(ParameterCount, BufferCount);

    /// <summary>The whole numbers.</summary>
    public long[] Integers { get; }

    /// <summary>The real numbers.</summary>
    public double[] Reals { get; }

    /// <summary>The lists of real numbers.</summary>
    public double[][] Statistics { get; }

    private int ParameterCount { get; }

    private int BufferCount { get; }

    /// <summary>The flat vector of a slot.</summary>
    /// <param name="index">Which of them.</param>
    /// <returns>Its values.</returns>
    public Span<float> Slot(int index) => _slots[index].Span;

    /// <summary>Writes the file.</summary>
    /// <param name="destination">Written to from where it stands; left open.</param>
    public void Save(Stream destination)
    {
        for (var i = 0; i < Statistics.Length; i++)
        {
            var length = Statistics[i].Length;
            for (var j = 0; j < length; j++)
            {
                var rest = Statistics[i][j];
                for (var part = 0; part < 3; part++)
                {
                    var value = (float)rest;
                    _values[_statisticsOffsets[i] + (part * length) + j] = value;
                    rest -= value;
                }
            }
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt", ["network"] = _network };
        for (var i = 0; i < _realNames.Length; i++)
        {
            metadata.Add(_realNames[i], Reals[i].ToString("R", CultureInfo.InvariantCulture));
        }

        var integers = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < _integerNames.Length; i++)
        {
            integers.Add(_integerNames[i], Integers[i]);
        }

        SafeTensorsWriter.Write(destination, _tensors, _values, metadata, integers);
    }

    /// <summary>Reads the file. Nothing of it is used unless all of it fits.</summary>
    /// <param name="source">Read to its end.</param>
    /// <exception cref="InvalidDataException">The file is malformed or does not fit.</exception>
    public void Load(Stream source)
    {
        var file = SafeTensorsFile.Read(source);
        var problems = new List<string>();
        for (var i = 0; i < _integerNames.Length; i++)
        {
            if (file.Find(_integerNames[i]) is { Type: SafeTensorsType.I64, Shape.Count: 0 } entry)
            {
                Integers[i] = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(file.Data(entry));
            }
            else
            {
                problems.Add($"the whole number '{_integerNames[i]}' is missing");
            }
        }

        for (var i = 0; i < _realNames.Length; i++)
        {
            if (!file.Metadata.TryGetValue(_realNames[i], out var text)
                || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out Reals[i]))
            {
                problems.Add($"the real number '{_realNames[i]}' is missing from the metadata");
            }
        }

        var report = NetworkFile.Compare(file.Header, _tensors, _integerNames);
        if (!report.Fits || problems.Count > 0)
        {
            throw new InvalidDataException(
                "The file does not fit the learner; nothing was loaded." + report.Differences + string.Concat(problems.Select(problem => "\n  " + problem)));
        }

        foreach (var tensor in _tensors)
        {
            var bytes = file.Data(file.Find(tensor.Name)!);
            var values = _values.AsSpan(tensor.Offset, tensor.Length);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            }
        }

        for (var i = 0; i < Statistics.Length; i++)
        {
            var length = Statistics[i].Length;
            for (var j = 0; j < length; j++)
            {
                var at = _statisticsOffsets[i] + j;
                Statistics[i][j] = (double)_values[at] + _values[at + length] + _values[at + (2 * length)];
            }
        }
    }
}
