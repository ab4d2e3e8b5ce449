using System.Buffers.Binary;
using System.Text;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Makes files that are nearly right: a valid structure first, then faults in its fields, in its text or in its bytes.</summary>
internal sealed class FileMutator(int seed)
{
    private static readonly (string Name, int Size)[] Types =
        [("F32", 4), ("F32", 4), ("F32", 4), ("F16", 2), ("BF16", 2), ("F64", 8), ("I64", 8), ("U8", 1), ("BOOL", 1), ("F8_E4M3", 1)];

    private static readonly string[] Numbers =
        ["-1", "0", "1", "4", "1e3", "4.0", "-0", "9007199254740992", "9007199254740993", "4194305", "211106198978564", "18446744073709551616",
            "null", "\"4\"", "[]", "{}", "true", "", "4,4", "00"];

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "\"__metadata__\":{},", "\"a\":1,", " ", "\t", "\n", "\0", "\"shape\":[],", "é", "//"];

    private readonly System.Random _random = new(seed);

    /// <summary>A file, with or without faults.</summary>
    /// <param name="faults">0 for a file that is right.</param>
    public byte[] Next(int faults)
    {
        var fields = new List<string[]>();
        long position = 0;
        for (var count = _random.Next(6); count > 0; count--)
        {
            var (type, size) = Types[_random.Next(Types.Length)];
            var shape = new int[_random.Next(4)];
            for (var axis = 0; axis < shape.Length; axis++)
            {
                shape[axis] = _random.Next(8) == 0 ? 0 : _random.Next(1, 5);
            }

            var end = position + (shape.Aggregate(1, (product, axis) => product * axis) * size);
            fields.Add([$"t{fields.Count}", type, string.Join(",", shape), $"{position}", $"{end}"]);
            position = end;
        }

        var dataLength = (int)position;
        var entries = fields.ToArray();
        _random.Shuffle(entries);
        var level = faults == 0 ? -1 : _random.Next(3);
        if (level == 0 && entries.Length > 0)
        {
            for (var fault = 0; fault < faults; fault++)
            {
                SpoilField(entries[_random.Next(entries.Length)], entries);
            }
        }

        var text = new StringBuilder("{");
        if (_random.Next(3) == 0)
        {
            text.Append("\"__metadata__\":{\"format\":\"pt\",\"ü\\n\":\"\\u00e9\"}").Append(entries.Length == 0 ? "" : ",");
        }

        text.AppendJoin(',', entries.Select(Entry)).Append('}').Append(' ', _random.Next(9));
        if (level == 1)
        {
            for (var fault = 0; fault < faults; fault++)
            {
                SpoilText(text);
            }
        }

        var header = Encoding.UTF8.GetBytes(text.ToString());
        var file = FileBytes.Of(header, dataLength);
        return level == 2 ? SpoilBytes(file, faults) : file;
    }

    private string Entry(string[] field)
    {
        string[] parts = [$"\"dtype\":\"{field[1]}\"", $"\"shape\":[{field[2]}]", $"\"data_offsets\":[{field[3]},{field[4]}]"];
        _random.Shuffle(parts);
        return $"\"{field[0]}\":{{{string.Join(_random.Next(2) == 0 ? "," : " , ", parts)}}}";
    }

    private void SpoilField(string[] field, string[][] entries)
    {
        var which = _random.Next(field.Length);
        var other = entries[_random.Next(entries.Length)];
        field[which] = _random.Next(4) switch
        {
            0 => other[which],
            1 when which >= 3 && long.TryParse(field[which], out var number) => $"{number + _random.Next(-4, 5)}",
            2 when which == 0 => "__metadata__",
            2 when which == 1 => field[1].ToLowerInvariant(),
            _ => Numbers[_random.Next(Numbers.Length)].Replace("\"", which < 2 ? "" : "\"", StringComparison.Ordinal),
        };
    }

    private void SpoilText(StringBuilder text)
    {
        var at = _random.Next(text.Length);
        switch (_random.Next(3))
        {
            case 0:
                text.Insert(at, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 1:
                text.Remove(at, Math.Min(_random.Next(1, 8), text.Length - at));
                text.Append(' ');
                break;
            default:
                text.Insert(at, text.ToString(at, Math.Min(_random.Next(1, 40), text.Length - at)));
                break;
        }
    }

    private byte[] SpoilBytes(byte[] file, int faults)
    {
        for (var fault = 0; fault < faults; fault++)
        {
            switch (_random.Next(5))
            {
                case 0 when file.Length > 1:
                    file = file[.._random.Next(file.Length)];
                    break;
                case 1:
                    file = [.. file, .. new byte[_random.Next(1, 9)]];
                    break;
                case 2 when file.Length >= 8:
                    BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)_random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64));
                    break;
                case 3 when file.Length >= 8:
                    BinaryPrimitives.WriteInt64LittleEndian(file, BinaryPrimitives.ReadInt64LittleEndian(file) + _random.Next(-3, 4));
                    break;
                default:
                    if (file.Length > 0)
                    {
                        file[_random.Next(file.Length)] ^= (byte)(1 << _random.Next(8));
                    }

                    break;
            }
        }

        return file;
    }
}
