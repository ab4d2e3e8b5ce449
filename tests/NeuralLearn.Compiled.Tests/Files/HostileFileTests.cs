using System.Diagnostics;
using System.Text;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Files from nowhere: nothing but the documented exception may come of them, at a bounded price.</summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private static readonly TensorInfo[] Tensors = [new("a", [2], 0), new("b", [], 2)];

    private static readonly byte[] GoodFile = FileBytes.Of(FileBytes.Good, FileBytes.GoodData);

    [Fact]
    public void TwentyThousandNearlyRightFiles_AreJudgedAsByTheOracle_AtABoundedPrice()
    {
        const int Seed = 20240917;
        var mutator = new FileMutator(Seed);
        int accepted = 0, refused = 0;
        var slowest = TimeSpan.Zero;
        TensorInfo[] tensors = [new("t0", [2], 0), new("t1", [3], 2), new("t2", [], 5)];
        output.WriteLine($"seed {Seed}");
        for (var round = 0; round < 20_000; round++)
        {
            var file = mutator.Next(faults: round % 5);
            var clock = Stopwatch.StartNew();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isAccepted = IsAccepted(() => SafeTensorsFile.Parse(file));
            var price = GC.GetAllocatedBytesForCurrentThread() - before;
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            var context = $"seed {Seed}, round {round}: {Convert.ToBase64String(file)}";
            Assert.True(isAccepted == FileOracle.IsValid(file), $"accepted: {isAccepted}; {context}");
            Assert.True(isAccepted || round % 5 != 0, $"right, but refused; {context}");
            Assert.True(isAccepted == IsAccepted(() => SafeTensorsFile.Read(new MemoryStream(file))), "stream; " + context);
            Assert.True(isAccepted == IsAccepted(() => SafeTensorsFile.Read(new TricklingStream(file))), "slow stream; " + context);
            Assert.True(price <= file.Length + 65_536 + (8L * file.Length), $"{price} bytes; {context}");

            float[] values = [1, 2, 3, 4, 5, 6];
            var isLoaded = IsAccepted(() => NetworkFile.Load(file, LoadMode.Matching, tensors, values, default));
            Assert.True(isLoaded == isAccepted, "matching load; " + context);
            Assert.True(isLoaded || values.SequenceEqual([1f, 2, 3, 4, 5, 6]), "changed though refused; " + context);
            _ = isAccepted ? accepted++ : refused++;
        }

        output.WriteLine($"{accepted} accepted, {refused} refused, slowest {slowest.TotalMilliseconds:F1} ms");
        Assert.InRange(accepted, 4_000, 12_000);
        Assert.InRange(refused, 8_000, 16_000);
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void EveryFlippedBitOfLengthAndHeader_GivesTheRightValuesOrNone()
    {
        var (before, right) = (new float[] { 1, 2, 3 }, new float[3]);
        Assert.True(NetworkFile.Load(GoodFile, LoadMode.Strict, Tensors, right, default).Fits);
        var refused = 0;
        for (var bit = 0; bit < 8 * (8 + FileBytes.Good.Length); bit++)
        {
            var flipped = (byte[])GoodFile.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            float[] values = [1, 2, 3];
            var isLoaded = IsAccepted(() => NetworkFile.Load(flipped, LoadMode.Strict, Tensors, values, default));
            refused += isLoaded ? 0 : 1;
            Assert.True(values.SequenceEqual(isLoaded ? right : before), $"bit {bit}: loaded {isLoaded}, values {string.Join(" ", values)}");
            Assert.Equal(FileOracle.IsValid(flipped), IsAccepted(() => SafeTensorsFile.Parse(flipped)));
        }

        // Every single letter matters here: no flip can go unnoticed.
        Assert.Equal(8 * (8 + FileBytes.Good.Length), refused);
    }

    [Fact]
    public void EveryShorterFile_ChangesNothing()
    {
        for (var length = 0; length < GoodFile.Length; length++)
        {
            float[] values = [1, 2, 3];
            Assert.Throws<InvalidDataException>(() => NetworkFile.Load(GoodFile.AsSpan(0, length), LoadMode.Matching, Tensors, values, default));
            Assert.Throws<InvalidDataException>(() => NetworkFile.Load(new TricklingStream(GoodFile[..length]), LoadMode.Matching, Tensors, values, default));
            Assert.Equal([1f, 2, 3], values);
        }

        var all = new float[3];
        NetworkFile.Load(GoodFile, LoadMode.Matching, Tensors, all, default);
        Assert.NotEqual([0f, 0, 0], all);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HeaderFullOfTensors_CostsASmallMultipleOfItself(bool isComplete)
    {
        var text = new StringBuilder("{");
        var count = 0;
        while (text.Length < (1 << 20) - 100)
        {
            text.Append(count == 0 ? "" : ",").Append($"\"{count++}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        }

        text.Append(isComplete ? "}" : "");
        var file = FileBytes.Of(text.ToString(), 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isAccepted = IsAccepted(() => Assert.Equal(count, SafeTensorsFile.Parse(file).Tensors.Count));
        var price = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{count} tensors, {file.Length} bytes, {price} allocated");
        Assert.Equal(isComplete, isAccepted);
        Assert.InRange(price, 0, file.Length + (1 << 20) + (8L * file.Length));
    }

    [Fact]
    public void HundredThousandTensors_AreRefusedByTheLengthOfTheirHeader()
    {
        var text = "{" + string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}";
        var file = FileBytes.Of(text, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 65_536);
        Assert.Contains($"{text.Length} bytes; at most 1048576", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("dtype")]
    [InlineData("field")]
    [InlineData("number")]
    [InlineData("metadata")]
    public void LongTextOfAStranger_IsCutShortInTheMessage(string where)
    {
        var text = new string('9', 900_000);
        var header = where switch
        {
            "name" => $"{{\"{text}\":1}}",
            "dtype" => FileBytes.Entry("[1]", "[0,4]", text),
            "field" => $"{{\"a\":{{\"{text}\":1}}}}",
            "number" => FileBytes.Entry($"[{text}]", "[0,4]"),
            _ => $"{{\"__metadata__\":{{\"{text}\":1}}}}",
        };
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(FileBytes.Of(header, 4)));
        Assert.Contains("9... (900000 characters)", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 100, 500);
    }

    [Fact]
    public void LineBreaksAndControlCharactersInAName_AreSpelledOut()
    {
        var header = """{"x\nAll is well.\u001b\u202e":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""";
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(FileBytes.Of(header, 8)));
        Assert.Contains(@"'x\u000AAll is well.\u001B\u202E'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);

        var unexpected = FileBytes.Of(header.Replace("[1]", "[2]", StringComparison.Ordinal), 8);
        error = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(unexpected, LoadMode.Strict, [], default, default));
        Assert.Contains(@"Only in the file: x\u000AAll is well.\u001B\u202E F32 [2].", error.Message, StringComparison.Ordinal);
    }

    private static bool IsAccepted(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
