using System.Buffers.Binary;
using System.Text;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Builds files by hand, right or wrong.</summary>
internal static class FileBytes
{
    public const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";

    public const int GoodData = 12;

    public static byte[] Of(string header, int data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, int data)
    {
        var file = new byte[8 + header.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file, 8);
        for (var i = 0; i < data; i++)
        {
            file[8 + header.Length + i] = (byte)(i * 37);
        }

        return file;
    }

    /// <summary>The first bytes of a file that announces another header length.</summary>
    public static byte[] WithLength(ulong length, byte[] file)
    {
        var copy = (byte[])file.Clone();
        BinaryPrimitives.WriteUInt64LittleEndian(copy, length);
        return copy;
    }

    public static string Entry(string shape, string offsets, string type = "F32") =>
        "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
}
