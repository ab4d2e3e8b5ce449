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

    /// <summary>How many bytes come before the header.</summary>
    internal const int PrefixLength = 8;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly SafeTensorsHeader _header;

    private SafeTensorsFile(ReadOnlyMemory<byte> data, SafeTensorsHeader header)
    {
        _data = data;
        _header = header;
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafeTensorsEntry> Tensors => _header.Entries;

    /// <summary>Free texts about the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    internal SafeTensorsHeader Header => _header;

    internal ReadOnlySpan<byte> AllData => _data.Span;

    /// <summary>Checks a file in memory.</summary>
    /// <param name="file">All of its bytes; not copied.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static SafeTensorsFile Parse(ReadOnlyMemory<byte> file)
    {
        var header = ParseHeader(file.Span, out var dataStart);
        return new SafeTensorsFile(file[dataStart..], header);
    }

    /// <summary>
    /// Reads and checks a file from a stream, to its end. The stream may deliver any number of bytes at a time and need not seek; one
    /// that can tell its length is given memory once, others as their bytes arrive.
    /// </summary>
    /// <param name="source">Read from where it stands.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed or has more than 2 GB of data.</exception>
    public static SafeTensorsFile Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);

        // Some special files say that they can seek and are empty: a length of 0 is no news.
        var total = source.CanSeek ? source.Length - source.Position : 0;
        var isKnown = total > 0;
        var prefix = new byte[PrefixLength];
        var read = source.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false);
        var length = HeaderLength(prefix.AsSpan(0, read), isKnown ? total : long.MaxValue);
        var text = new byte[length];
        read = source.ReadAtLeast(text, length, throwOnEndOfStream: false);
        if (read < length)
        {
            throw new InvalidDataException($"The file ends inside its header: {read} of {length} bytes are there.");
        }

        // The header is checked as a whole before the data it announces is given memory.
        var header = SafeTensorsHeader.Parse(text, isKnown ? total - PrefixLength - length : SafeTensorsHeader.UnknownLength);
        if (header.DataLength > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"The file has {header.DataLength} bytes of data; at most {Array.MaxLength} can be read into memory.");
        }

        return new SafeTensorsFile(ReadData(source, (int)header.DataLength, isKnown), header);
    }

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidDataException">It is malformed or has more than 2 GB of data.</exception>
    public static SafeTensorsFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        return Read(stream);
    }

    /// <summary>The description of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The description, or null if there is no such tensor.</returns>
    public SafeTensorsEntry? Find(string name) => _header.Find(name);

    /// <summary>The bytes of a tensor, little-endian and row-major.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="ArgumentException">It is a tensor of another file.</exception>
    public ReadOnlySpan<byte> Data(SafeTensorsEntry tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return ReferenceEquals(_header.Find(tensor.Name), tensor)
            ? _data.Span[(int)tensor.Begin..(int)tensor.End]
            : throw new ArgumentException($"Tensor '{FileText.Printable(tensor.Name)}' is not one of this file's.", nameof(tensor));
    }

    /// <summary>Checks a file in memory.</summary>
    /// <param name="file">All of its bytes.</param>
    /// <param name="dataStart">Where its data begins.</param>
    /// <returns>Its header.</returns>
    internal static SafeTensorsHeader ParseHeader(ReadOnlySpan<byte> file, out int dataStart)
    {
        var length = HeaderLength(file, file.Length);
        dataStart = PrefixLength + length;
        return SafeTensorsHeader.Parse(file.Slice(PrefixLength, length), file.Length - dataStart);
    }

    private static int HeaderLength(ReadOnlySpan<byte> file, long total)
    {
        if (file.Length < PrefixLength)
        {
            throw new InvalidDataException(
                $"The file has {file.Length} bytes; a safetensors file begins with {PrefixLength} bytes that give the length of its header.");
        }

        var announced = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (announced > MaximumHeader)
        {
            throw new InvalidDataException($"The file announces a header of {announced} bytes; at most {MaximumHeader} are accepted." + ForeignFormat.Guess(announced));
        }

        if (announced < 2)
        {
            throw new InvalidDataException($"The file announces a header of {announced} bytes; the shortest, {{}}, has 2.");
        }

        if ((long)announced > total - PrefixLength)
        {
            throw new InvalidDataException($"The file announces a header of {announced} bytes, but only {total - PrefixLength} follow.");
        }

        return (int)announced;
    }

    private static byte[] ReadData(Stream source, int length, bool isKnown)
    {
        // Without a length to compare with, memory grows with what really arrives: a header may announce far more than there is.
        const int FirstStep = 1 << 16;
        var data = new byte[isKnown ? length : Math.Min(length, FirstStep)];
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
            throw new InvalidDataException($"The file goes on after the {length} bytes of its tensors.");
        }

        return data;
    }
}
