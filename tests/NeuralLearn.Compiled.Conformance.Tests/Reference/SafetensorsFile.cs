using System.Buffers.Binary;
using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Reference;

/// <summary>One tensor of a reference file. 64-bit integers are kept as such, so that a class index never passes through a float.</summary>
internal sealed record ReferenceTensor(string Name, int[] Shape, float[] Values, long[]? Integers);

/// <summary>
/// Reads the F32 and I64 tensors of a safetensors file. It shares nothing with the library's own reader, so that a mistake there
/// cannot hide itself here.
/// </summary>
internal static class SafetensorsFile
{
    public static Dictionary<string, ReferenceTensor> Read(byte[] file)
    {
        var headerLength = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        using var header = JsonDocument.Parse(file.AsMemory(sizeof(ulong), headerLength));
        var data = file.AsSpan(sizeof(ulong) + headerLength);
        var tensors = new Dictionary<string, ReferenceTensor>(StringComparer.Ordinal);
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                continue;
            }

            tensors.Add(entry.Name, ReadTensor(entry.Name, entry.Value, data));
        }

        return tensors;
    }

    /// <summary>A file of F32 tensors in memory, to give a network its buffers through its own Load.</summary>
    public static byte[] Write(IEnumerable<ReferenceTensor> tensors)
    {
        using var data = new MemoryStream();
        using var header = new MemoryStream();
        using (var writer = new Utf8JsonWriter(header))
        {
            writer.WriteStartObject();
            foreach (var tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", "F32");
                WriteIntegers(writer, "shape", [.. tensor.Shape.Select(dimension => (long)dimension)]);
                WriteIntegers(writer, "data_offsets", [data.Length, data.Length + (sizeof(float) * (long)tensor.Values.Length)]);
                writer.WriteEndObject();
                data.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
            }

            writer.WriteEndObject();
        }

        var file = new byte[sizeof(ulong) + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.ToArray().CopyTo(file, sizeof(ulong));
        data.ToArray().CopyTo(file, sizeof(ulong) + (int)header.Length);
        return file;
    }

    private static void WriteIntegers(Utf8JsonWriter writer, string name, long[] values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }

    private static ReferenceTensor ReadTensor(string name, JsonElement entry, ReadOnlySpan<byte> data)
    {
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32())];
        var offsets = entry.GetProperty("data_offsets");
        var bytes = data[offsets[0].GetInt32()..offsets[1].GetInt32()];
        var count = shape.Aggregate(1, (product, dimension) => checked(product * dimension));
        var type = entry.GetProperty("dtype").GetString();
        var size = type switch
        {
            "F32" => sizeof(float),
            "I64" => sizeof(long),
            _ => throw new InvalidDataException($"Tensor '{name}' has the type {type}; reference files hold F32 and I64."),
        };
        if (bytes.Length != size * count)
        {
            throw new InvalidDataException($"Tensor '{name}' has {bytes.Length} bytes; its shape needs {size * count}.");
        }

        var values = new float[count];
        long[]? integers = type == "I64" ? new long[count] : null;
        for (var i = 0; i < count; i++)
        {
            var element = bytes.Slice(i * size, size);
            if (integers is null)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(element);
            }
            else
            {
                integers[i] = BinaryPrimitives.ReadInt64LittleEndian(element);
                values[i] = integers[i];
            }
        }

        return new ReferenceTensor(name, shape, values, integers);
    }
}
