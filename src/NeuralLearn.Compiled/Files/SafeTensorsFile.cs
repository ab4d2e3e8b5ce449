using System.Buffers.Binary;

namespace NeuralLearn.Compiled;

/// <summary>
/// A safetensors file, checked as a whole before anything of it is used: header, names, types, shapes and byte ranges. Whatever is wrong
/// is an <see cref="InvalidDataException"/> that says so with both numbers.
/// </summary>
public sealed class SafeTensorsFile
{
    /// <summary>Networks of fixed size need a few kilobytes of header; more than this is somebody else's file, or an attack.</summary>
    internal const int MaximumHeader = 1 << 20;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<string, SafeTensorsEntry> _entries;

    private SafeTensorsFile(ReadOnlyMemory<byte> data, List<SafeTensorsEntry> entries, Dictionary<string, string> metadata)
    {
        _data = data;
        Tensors = entries;
        Metadata = metadata;
        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafeTensorsEntry> Tensors { get; }

    /// <summary>Free texts about the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Checks a file in memory.</summary>
    /// <param name="file">All of its bytes; not copied.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static SafeTensorsFile Parse(ReadOnlyMemory<byte> file)
    {
        var header = HeaderLength(file.Span, file.Length);
        var length = file.Length - 8L - header;
        var (entries, metadata) = SafeTensorsHeader.Parse(file.Slice(8, header), length);
        return new SafeTensorsFile(file[(8 + header)..], entries, metadata);
    }

    /// <summary>Reads and checks a file from a stream, to its end. The stream may deliver any number of bytes at a time and need not seek.</summary>
    /// <param name="source">Read from where it stands.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed or larger than 2 GB.</exception>
    public static SafeTensorsFile Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);

        // The header is checked before its announced data is given memory.
        var prefix = new byte[8];
        var read = source.ReadAtLeast(prefix, 8, throwOnEndOfStream: false);
        var header = HeaderLength(prefix.AsSpan(0, read), long.MaxValue);
        var text = new byte[header];
        var got = source.ReadAtLeast(text, header, throwOnEndOfStream: false);
        if (got < header)
        {
            throw new InvalidDataException($"The file ends inside its header: {got} of {header} bytes are there.");
        }

        var (entries, metadata) = SafeTensorsHeader.Parse(text, -1);
        var length = entries.Count == 0 ? 0 : entries[^1].End;
        if (length > Array.MaxLength)
        {
            throw new InvalidDataException($"The file announces {length} bytes of data; more than {Array.MaxLength} cannot be read into memory.");
        }

        var data = ReadData(source, (int)length);
        return new SafeTensorsFile(data, entries, metadata);
    }

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static SafeTensorsFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>The description of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The description, or null if there is no such tensor.</returns>
    public SafeTensorsEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>The bytes of a tensor, little-endian and row-major.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <returns>Its bytes.</returns>
    public ReadOnlySpan<byte> Data(SafeTensorsEntry tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return _data.Span[(int)tensor.Begin..(int)tensor.End];
    }

    private static int HeaderLength(ReadOnlySpan<byte> file, long total)
    {
        if (file.Length < 8)
        {
            throw new InvalidDataException($"The file has {file.Length} bytes; a safetensors file begins with 8 bytes that give the length of its header.");
        }

        var announced = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (announced > MaximumHeader)
        {
            throw new InvalidDataException($"The file announces a header of {announced} bytes; at most {MaximumHeader} are accepted.");
        }

        if (announced < 2)
        {
            throw new InvalidDataException($"The file announces a header of {announced} bytes; the shortest, {{}}, has 2.");
        }

        if ((long)announced > total - 8)
        {
            throw new InvalidDataException($"The file announces a header of {announced} bytes, but only {total - 8} follow.");
        }

        return (int)announced;
    }

    /// <summary>Memory grows with what really arrives: a header may announce far more than the file has.</summary>
    private static byte[] ReadData(Stream source, int length)
    {
        const int Step = 1 << 20;
        var data = new byte[Math.Min(length, Step)];
        var read = 0;
        while (read < length)
        {
            if (read == data.Length)
            {
                Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
            }

            var count = source.Read(data, read, data.Length - read);
            if (count == 0)
            {
                throw new InvalidDataException($"The file ends early: {read} of {length} bytes of data are there.");
            }

            read += count;
        }

        Span<byte> one = stackalloc byte[1];
        if (source.Read(one) != 0)
        {
            throw new InvalidDataException($"The file goes on after its {length} bytes of data.");
        }

        return data;
    }
}
