using System.Buffers.Binary;

namespace NeuralLearn.Compiled;

/// <summary>The tensors of a dataset in a safetensors file.</summary>
internal static class DataTensors
{
    private static readonly string[] Names = ["inputs", "targets", "labels", "row_weights", "lengths"];

    public static Dataset Read(SafeTensorsFile file)
    {
        foreach (var tensor in file.Tensors)
        {
            if (!Names.Contains(tensor.Name))
            {
                throw new InvalidDataException(
                    $"The file has a tensor '{FileText.Printable(tensor.Name)}'; a dataset consists of {string.Join(", ", Names)}.");
            }
        }

        var inputs = file.Find("inputs") ?? throw new InvalidDataException("The file has no tensor 'inputs'.");
        if (inputs.Axes.Length < 2)
        {
            throw new InvalidDataException($"'inputs' is {inputs.Describe()}; [rows, values of a row] is needed.");
        }

        var rows = inputs.Axes[0];
        var values = Singles(file, inputs);
        var size = RowSize(inputs);
        var targets = Optional(file, "targets", rows);
        var labels = Optional(file, "labels", rows);
        if (targets is not null && labels is not null)
        {
            throw new InvalidDataException("The file has 'targets' and 'labels'; a row has one or the other.");
        }

        var weights = Optional(file, "row_weights", rows);
        var lengths = Optional(file, "lengths", rows);
        try
        {
            return labels is not null
                ? new Dataset(values, size, Integers(file, List(labels))) { RowWeights = Weights(), Lengths = Lengths() }
                : targets is not null
                    ? new Dataset(values, size, Singles(file, targets), RowSize(targets)) { RowWeights = Weights(), Lengths = Lengths() }
                    : Dataset.Unlabelled(values, size).With(Weights(), Lengths());
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }

        float[] Weights() => weights is null ? [] : Singles(file, List(weights));
        int[] Lengths() => lengths is null ? [] : Integers(file, List(lengths));
    }

    private static SafeTensorsEntry? Optional(SafeTensorsFile file, string name, long rows)
    {
        var tensor = file.Find(name);
        return tensor is null || (tensor.Axes.Length > 0 && tensor.Axes[0] == rows)
            ? tensor
            : throw new InvalidDataException($"'{name}' is {tensor.Describe()}; 'inputs' has {rows} rows.");
    }

    private static SafeTensorsEntry List(SafeTensorsEntry tensor) => tensor.Axes.Length == 1
        ? tensor
        : throw new InvalidDataException($"'{tensor.Name}' is {tensor.Describe()}; one number a row is needed, [rows].");

    // Data of a whole file fits an array, so that a product of its axes does too, unless one of them is 0.
    private static int RowSize(SafeTensorsEntry tensor)
    {
        long size = 1;
        foreach (var length in tensor.Axes[1..])
        {
            size = Math.Min(size, int.MaxValue) * Math.Min(length, int.MaxValue);
        }

        return size is > 0 and <= int.MaxValue
            ? (int)size
            : throw new InvalidDataException($"'{tensor.Name}' is {tensor.Describe()}; a row needs 1 value or more.");
    }

    private static float[] Singles(SafeTensorsFile file, SafeTensorsEntry tensor)
    {
        var data = file.Data(tensor);
        var size = SafeTensorsEntry.SizeOf(tensor.Type);
        var values = new float[data.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = data[(i * size)..];
            values[i] = tensor.Type switch
            {
                SafeTensorsType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                SafeTensorsType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                _ => throw new InvalidDataException($"'{tensor.Name}' is {tensor.Describe()}; F32 or F64 is needed."),
            };
        }

        return values;
    }

    private static int[] Integers(SafeTensorsFile file, SafeTensorsEntry tensor)
    {
        var data = file.Data(tensor);
        var size = SafeTensorsEntry.SizeOf(tensor.Type);
        var values = new int[data.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = data[(i * size)..];
            var value = tensor.Type switch
            {
                SafeTensorsType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
                SafeTensorsType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                SafeTensorsType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
                SafeTensorsType.I8 => (sbyte)bytes[0],
                SafeTensorsType.U8 => bytes[0],
                _ => throw new InvalidDataException($"'{tensor.Name}' is {tensor.Describe()}; I64, I32, I16, I8 or U8 is needed."),
            };
            values[i] = value is >= int.MinValue and <= int.MaxValue
                ? (int)value
                : throw new InvalidDataException($"'{tensor.Name}' has the value {value} in row {i}, which is too large.");
        }

        return values;
    }
}
