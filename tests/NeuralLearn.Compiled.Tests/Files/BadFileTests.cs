using System.Text;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Files that must be refused, each with the words that tell why.</summary>
public sealed class BadFileTests
{
    public static TheoryData<string, byte[], string> BadFiles
    {
        get
        {
            var good = FileBytes.Of(FileBytes.Good, FileBytes.GoodData);
            var data = new TheoryData<string, byte[], string>
            {
                { "empty", [], "0 bytes" },
                { "seven bytes", new byte[7], "7 bytes" },
                { "length 0", FileBytes.WithLength(0, good), "header of 0" },
                { "length 1", FileBytes.WithLength(1, good), "header of 1" },
                { "length beyond the file", FileBytes.WithLength(5000, good), "5000" },
                { "length 2^63", FileBytes.WithLength(1UL << 63, good), "9223372036854775808" },
                { "length 2^64-1", FileBytes.WithLength(ulong.MaxValue, good), "18446744073709551615" },
                { "length of the reference's cap", FileBytes.WithLength(100_000_001, good), "100000001" },
                { "length one above ours", FileBytes.WithLength((1 << 20) + 1, good), "1048577" },
                { "zip archive", [0x50, 0x4B, 3, 4, 0, 0, 8, 8, 0, 0], "zip archive, as torch.save writes" },
                { "pickle", [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], "pickle" },
                { "ONNX", [8, 8, 0x12, 7, .. "pytorch"u8, 0x1A], "ONNX" },
                { "HDF5", [0x89, .. "HDF\r\n\x1A\n"u8, 0, 0], "HDF5" },
                { "GGUF", [.. "GGUF"u8, 3, 0, 0, 0, 1, 0], "GGUF" },
                { "pointer of Git LFS", [.. "version https://git-lfs.github.com/spec/v1\n"u8], "git lfs pull" },
                { "text", [.. "any text at all"u8], "are accepted." },
                { "only a length", good[..8], "only 0 follow" },
                { "not an object", FileBytes.Of("[1,2]   ", 0), "begin with" },
                { "byte order mark", FileBytes.Of([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("{}")], 0), "begin with" },
                { "leading space", FileBytes.Of(" {}", 0), "begin with" },
                { "not UTF-8", FileBytes.Of([(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}'], 0), "UTF-8" },
                { "cut JSON", FileBytes.Of("""{"a":{"dtype":"F32" """, 0), "JSON" },
                { "garbage behind", FileBytes.Of("{} x", 0), "JSON" },
                { "second object", FileBytes.Of("{}{}", 0), "JSON" },
                { "comment", FileBytes.Of("{/* */}", 0), "JSON" },
                { "trailing comma", FileBytes.Of("""{"__metadata__":{},}""", 0), "JSON" },
                { "deep nesting", FileBytes.Of("{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}", 0), "" },
                { "tensor is a number", FileBytes.Of("""{"a":1}""", 0), "object" },
                { "tensor is null", FileBytes.Of("""{"a":null}""", 0), "object" },
                { "duplicate tensor", FileBytes.Of("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0), "twice" },
                { "duplicate by escape", FileBytes.Of("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0), "twice" },
                { "duplicate metadata", FileBytes.Of("""{"__metadata__":{},"__metadata__":{}}""", 0), "twice" },
                { "duplicate metadata key", FileBytes.Of("""{"__metadata__":{"a":"1","a":"2"}}""", 0), "twice" },
                { "metadata with a number", FileBytes.Of("""{"__metadata__":{"a":1}}""", 0), "text" },
                { "metadata with an object", FileBytes.Of("""{"__metadata__":{"a":{}}}""", 0), "text" },
                { "metadata is a list", FileBytes.Of("""{"__metadata__":[]}""", 0), "object" },
                { "no dtype", FileBytes.Of("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4), "dtype" },
                { "no shape", FileBytes.Of("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4), "shape" },
                { "no offsets", FileBytes.Of("""{"a":{"dtype":"F32","shape":[1]}}""", 4), "data_offsets" },
                { "duplicate dtype", FileBytes.Of("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "twice" },
                { "duplicate shape", FileBytes.Of("""{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}""", 4), "twice" },
                { "unknown field", FileBytes.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4), "'x'" },
                { "unknown type", FileBytes.Of(FileBytes.Entry("[1]", "[0,4]", "F33"), 4), "F33" },
                { "lower-case type", FileBytes.Of(FileBytes.Entry("[1]", "[0,4]", "f32"), 4), "f32" },
                { "type is a number", FileBytes.Of("""{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4), "text" },
                { "shape is a number", FileBytes.Of(FileBytes.Entry("1", "[0,4]"), 4), "list" },
                { "one offset", FileBytes.Of(FileBytes.Entry("[1]", "[4]"), 4), "incomplete" },
                { "three offsets", FileBytes.Of(FileBytes.Entry("[1]", "[0,4,8]"), 4), "more than 2" },
                { "negative offset", FileBytes.Of(FileBytes.Entry("[1]", "[-4,0]"), 4), "-4" },
                { "fractional offset", FileBytes.Of(FileBytes.Entry("[1]", "[0.0,4]"), 4), "0.0" },
                { "exponent", FileBytes.Of(FileBytes.Entry("[1]", "[0,4e0]"), 4), "4e0" },
                { "offset above 2^53", FileBytes.Of(FileBytes.Entry("[1]", "[0,9007199254740993]"), 4), "9007199254740993" },
                { "offset above 2^64", FileBytes.Of(FileBytes.Entry("[1]", "[0,99999999999999999999]"), 4), "99999999999999999999" },
                { "end before begin", FileBytes.Of(FileBytes.Entry("[1]", "[8,4]"), 8), "before it begins" },
                { "negative shape", FileBytes.Of(FileBytes.Entry("[-1]", "[0,4]"), 4), "-1" },
                { "shape of another size", FileBytes.Of(FileBytes.Entry("[3]", "[0,4]"), 4), "needs 12 bytes" },
                { "shape a million, four bytes", FileBytes.Of(FileBytes.Entry("[1000000]", "[0,4]"), 4), "4000000" },
                { "product that wraps 64 bits", FileBytes.Of(FileBytes.Entry("[4194305,4194305,211106198978564]", "[0,16]"), 16), "too large" },
                { "product of many axes", FileBytes.Of(FileBytes.Entry("[9007199254740992,9007199254740992,9007199254740992]", "[0,4]"), 4), "too large" },
                { "rank 10000", FileBytes.Of(FileBytes.Entry("[" + string.Join(",", Enumerable.Repeat("1", 10_000)) + "]", "[0,4]"), 4), "more than 32" },
                { "zero axis with bytes", FileBytes.Of(FileBytes.Entry("[0,5]", "[0,4]"), 4), "needs 0 bytes" },
                { "hole at the start", FileBytes.Of(FileBytes.Entry("[1]", "[4,8]"), 8), "belong to no tensor" },
                { "hole between", FileBytes.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12), "belong to no tensor" },
                { "overlap", FileBytes.Of("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12), "inside the tensor" },
                { "same bytes twice", FileBytes.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4), "inside the tensor" },
                { "data missing", FileBytes.Of(FileBytes.Good, 11), "11" },
                { "data left over", FileBytes.Of(FileBytes.Good, 13), "13" },
                { "data without tensors", FileBytes.Of("{}", 4), "4" },
                { "tensor without data", FileBytes.Of(FileBytes.Entry("[1]", "[0,4]"), 0), "0" },
            };
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void BadFile_FromMemoryAndFromAStream_IsRefusedWithItsReason(string what, byte[] file, string reason)
    {
        Assert.NotEmpty(what);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(file)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new MemoryStream(file)));
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new TricklingStream(file)));
    }

    [Fact]
    public void BadFiles_AreManyEnough() => Assert.True(BadFiles.Count >= 60, $"{BadFiles.Count} bad files");

    [Fact]
    public void GoodFile_CutAtEveryLength_IsRefused()
    {
        var file = FileBytes.Of(FileBytes.Good, FileBytes.GoodData);
        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(cut));
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new TricklingStream(cut)));
        }
    }

    /// <summary>A flipped bit may leave a valid file of other names or shapes, but never anything but a file or the documented exception.</summary>
    [Fact]
    public void GoodFile_WithAnyHeaderBitFlipped_IsReadOrRefused()
    {
        var file = FileBytes.Of(FileBytes.Good, FileBytes.GoodData);
        var refused = 0;
        for (var bit = 0; bit < 8 * (8 + FileBytes.Good.Length); bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += Attempt(flipped) ? 0 : 1;
        }

        Assert.True(refused > 500, $"only {refused} were refused");
    }

    [Fact]
    public void MutatedFiles_AreReadOrRefused_WithLittleMemory()
    {
        const int Seed = 20261121;
        var random = new System.Random(Seed);
        byte[][] seeds = [FileBytes.Of(FileBytes.Good, FileBytes.GoodData), FileBytes.Of(FileBytes.Entry("[2,3]", "[0,24]"), 24), FileBytes.Of("""{"__metadata__":{"format":"pt"}}""", 0)];
        string[] pieces = ["0", "-1", "9007199254740991", "1e3", "[", "]", "{", "}", "\"", ":", ",", "null", "\"F32\"", "\"shape\"", "\\u0000", "99999999999999999999", " ", "\"data_offsets\""];
        var read = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20_000; round++)
        {
            var file = new List<byte>(seeds[round % seeds.Length]);
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                var at = random.Next(file.Count);
                switch (random.Next(4))
                {
                    case 0:
                        file[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        file.RemoveRange(at, Math.Min(random.Next(1, 6), file.Count - at));
                        break;
                    case 2:
                        file.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
                        break;
                    default:
                        file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(1, 20), file.Count - at)));
                        break;
                }

                if (file.Count == 0)
                {
                    break;
                }
            }

            var bytes = file.ToArray();
            if (random.Next(2) == 0 && bytes.Length >= 8)
            {
                // Half of them get a length that fits, so that the header itself is reached.
                BitConverter.TryWriteBytes(bytes, (long)Math.Max(0, bytes.Length - 8 - FileBytes.GoodData));
            }

            read += Attempt(bytes) ? 1 : 0;
        }

        Assert.True(read < 20_000, $"seed {Seed}: all mutations were read");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000L * 64_000);
    }

    private static bool Attempt(byte[] file)
    {
        try
        {
            SafeTensorsFile.Parse(file);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
