using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>
/// The frame of a session's file: 8 letters, a version, the length of the content, the content, its SHA-256. What was cut off or changed
/// is found out before anything of it is used.
/// </summary>
internal static class SessionFile
{
    private const int Version = 1;
    private const int HeaderLength = 20;

    private static ReadOnlySpan<byte> Magic => "NLCTRAIN"u8;

    public static void Write(Stream destination, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[12..], content.Length);
        destination.Write(header);
        destination.Write(content);
        destination.Write(SHA256.HashData(content));
    }

    public static byte[] Read(Stream source)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (source.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.StartsWith(Magic))
        {
            throw new InvalidDataException("This is no file of a training session: it does not begin with 'NLCTRAIN'.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw new InvalidDataException(
                $"The session was saved in version {version} of the format; this library reads version {Version}.");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        if (length < 0 || length > Array.MaxLength)
        {
            throw new InvalidDataException($"The session's file announces {length} bytes; at most {Array.MaxLength} can be read.");
        }

        // Memory grows with what really arrives.
        var content = new byte[Math.Min(length, 1 << 16)];
        var read = 0;
        while (read < length)
        {
            if (read == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(length, 2L * content.Length));
            }

            var count = source.Read(content, read, content.Length - read);
            if (count == 0)
            {
                throw new InvalidDataException($"The session's file ends early: {read} of {length} bytes are there.");
            }

            read += count;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var isWhole = source.ReadAtLeast(hash, hash.Length, throwOnEndOfStream: false) == hash.Length;
        return isWhole && hash.SequenceEqual(SHA256.HashData(content))
            ? content
            : throw new InvalidDataException("The session's file is damaged: its checksum is not that of its content.");
    }

    public static void WriteFloats(BinaryWriter writer, ReadOnlySpan<float> values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
        {
            writer.Write(value);
        }
    }

    public static float[] ReadFloats(BinaryReader reader)
    {
        var values = new float[CheckedCount(reader, reader.ReadInt32(), sizeof(float))];
        foreach (ref var value in values.AsSpan())
        {
            value = reader.ReadSingle();
        }

        return values;
    }

    public static byte[] ReadBytes(BinaryReader reader, int count) => reader.ReadBytes(CheckedCount(reader, count, 1));

    public static string ReadText(BinaryReader reader) => Encoding.UTF8.GetString(ReadBytes(reader, reader.ReadInt32()));

    public static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>A count that the rest of the content can hold.</summary>
    public static int CheckedCount(BinaryReader reader, int count, int size)
    {
        var left = (reader.BaseStream.Length - reader.BaseStream.Position) / size;
        return count >= 0 && count <= left
            ? count
            : throw new InvalidDataException($"The session's file announces {count} values where {left} are left.");
    }
}
