using System.Text;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>The finer rules of the header: what is refused and in which words, and what is odd but right.</summary>
public sealed class HeaderRuleTests
{
    private const string Ten = "9007199254740992";

    public static TheoryData<string, string, int, string> Refused => new()
    {
        { "tab as padding", "{}\t", 0, "byte 2 of 3 is 9, not a space (32)" },
        { "line end as padding", "{} \n ", 0, "byte 3 of 5 is 10" },
        { "zero bytes as padding", "{}\0\0", 0, "not valid JSON" },
        { "name of half a character", """{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "escape that stands for no character" },
        { "dtype of half a character", FileBytes.Entry("[1]", "[0,4]", "\\udc00"), 4, "escape that stands for no character" },
        { "metadata of half a character", """{"__metadata__":{"a":"\ud800"}}""", 0, "escape that stands for no character" },
        { "control character in a name", "{\"a\u0001\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "not valid JSON" },
        { "text as a shape", FileBytes.Entry("\"[1]\"", "[0,4]"), 4, "The shape of tensor 'a' must be a list; it is a text." },
        { "object as a shape", FileBytes.Entry("{}", "[0,4]"), 4, "must be a list; it is an object" },
        { "null as a shape", FileBytes.Entry("null", "[0,4]"), 4, "must be a list; it is null" },
        { "null as a length", FileBytes.Entry("[null]", "[0,4]"), 4, "shape of tensor 'a' must be whole numbers; there is null" },
        { "text as a length", FileBytes.Entry("[\"1\"]", "[0,4]"), 4, "whole numbers; there is a text" },
        { "truth as a length", FileBytes.Entry("[true]", "[0,4]"), 4, "whole numbers; there is true" },
        { "list in a list", FileBytes.Entry("[[1]]", "[0,4]"), 4, "JSON" },
        { "text as an offset", FileBytes.Entry("[1]", "[\"0\",4]"), 4, "data_offsets of tensor 'a' must be whole numbers" },
        { "exponent in a shape", FileBytes.Entry("[1e0]", "[0,4]"), 4, "has 1e0 in its shape" },
        { "1e3 as an offset", FileBytes.Entry("[250]", "[0,1e3]"), 1000, "has 1e3 in its data_offsets" },
        { "minus zero as an offset", FileBytes.Entry("[1]", "[-0,4]"), 4, "has -0 in its data_offsets" },
        { "leading zero", FileBytes.Entry("[01]", "[0,4]"), 4, "JSON" },
        { "plus sign", FileBytes.Entry("[+1]", "[0,4]"), 4, "JSON" },
        { "not a number", FileBytes.Entry("[NaN]", "[0,4]"), 4, "JSON" },
        { "length of 2^53+1", FileBytes.Entry("[9007199254740993]", "[0,4]"), 4, "from 0 to 9007199254740992" },
        { "length of 2^63", FileBytes.Entry("[9223372036854775808]", "[0,4]"), 4, "has 9223372036854775808 in its shape" },
        { "no offset", FileBytes.Entry("[1]", "[]"), 4, "incomplete: 0 of 2" },
        { "rank 33", FileBytes.Entry("[" + string.Join(",", Enumerable.Repeat("1", 33)) + "]", "[0,4]"), 4, "has 33 numbers in its shape, more than 32" },
        { "impossible axes before a zero", FileBytes.Entry($"[{Ten},{Ten},0]", "[0,0]"), 0, "too large" },
        { "impossible axes behind a zero", FileBytes.Entry($"[0,{Ten},{Ten}]", "[0,0]"), 0, "too large" },
        { "one byte short of 64 bits", FileBytes.Entry($"[{Ten},256]", "[0,4]"), 4, "too large" },
        { "a wrapped to nothing", FileBytes.Entry("[4294967296,4294967296]", "[0,0]"), 0, "too large" },
        { "scalar without data", FileBytes.Entry("[]", "[0,0]"), 0, "needs 4 bytes, but its data_offsets 0 to 0 span 0" },
        { "half floats counted as floats", FileBytes.Entry("[2]", "[0,8]", "F16"), 8, "Tensor 'a' of F16 [2] needs 4 bytes, but its data_offsets 0 to 8 span 8" },
        { "half of a byte", FileBytes.Entry("[2]", "[0,1]", "F4"), 1, "unknown dtype 'F4'; known are F64, F32, F16, BF16" },
        { "empty dtype", FileBytes.Entry("[1]", "[0,4]", ""), 4, "unknown dtype ''" },
        { "number of a dtype", FileBytes.Entry("[1]", "[0,4]", "1"), 4, "unknown dtype '1'" },
        { "dtype with a space", FileBytes.Entry("[1]", "[0,4]", "F32 "), 4, "unknown dtype 'F32 '" },
        { "field in capitals", """{"a":{"Dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "field 'Dtype'" },
        { "offsets twice", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}}""", 4, "Tensor 'a' has its data_offsets twice" },
        { "shape twice by an escape", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"sh\u0061pe":[1]}}""", 4, "has its shape twice" },
        { "empty shape twice", """{"a":{"dtype":"F32","shape":[],"shape":[],"data_offsets":[0,4]}}""", 4, "has its shape twice" },
        { "metadata twice by an escape", """{"__metadata__":{},"\u005f_metadata__":{}}""", 0, "has __metadata__ twice" },
        { "metadata as a tensor", """{"__metadata__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "Metadata 'shape' must be a text; it is a list" },
        { "metadata is null", """{"__metadata__":null}""", 0, "__metadata__ must be an object; it is null" },
        { "metadata of truth", """{"__metadata__":{"a":true}}""", 0, "Metadata 'a' must be a text; it is true" },
        { "empty tensor inside another", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"e":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", 8, "Tensor 'e' begins at byte 4, inside the tensor that ends at byte 8" },
        { "empty tensor beyond the end", """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 4, "Bytes 4 to 8 before tensor 'e' belong to no tensor" },
        { "one byte too few", FileBytes.Good, 11, "The file ends early: 11 of 12 bytes" },
        { "one byte too many", FileBytes.Good, 13, "after the 12 bytes of its tensors: 13 bytes" },
        { "single quotes", "{'a':1}", 0, "JSON" },
        { "nothing but a brace", "{ ", 0, "JSON" },
        { "closed by a bracket", "{]", 0, "JSON" },
    };

    public static TheoryData<string, string, int, string[]> Accepted => new()
    {
        { "nothing", "{}", 0, [] },
        { "nothing, padded", "{}      ", 0, [] },
        { "spaces and line ends inside", "{\n \"a\" : { \"dtype\" : \"F32\",\t\"shape\" : [ 1 ], \"data_offsets\" : [ 0 , 4 ] } }", 4, ["a F32 [1]"] },
        { "metadata only", """{"__metadata__":{"":""}}""", 0, [] },
        { "names that look like paths", """{"":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"/..\\":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, [" U8 []", "/..\\ U8 [1]"] },
        { "escaped name and dtype", """{"\u0061\ud83d\ude00":{"dtype":"\u004632","shape":[1],"data_offsets":[0,4]}}""", 4, ["a\U0001F600 F32 [1]"] },
        { "names that differ in case", """{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"A":{"dtype":"U8","shape":[],"data_offsets":[1,2]}}""", 2, ["a U8 []", "A U8 []"] },
        { "empty tensors that share a place", """{"b":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F64","shape":[3,0],"data_offsets":[0,0]}}""", 0, ["a F64 [3, 0]", "b F32 [0]"] },
        { "empty tensor between", """{"z":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"e":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, ["a F32 [1]", "e F32 [0]", "z F32 [1]"] },
        { "long empty tensor", FileBytes.Entry("[0,9007199254740992]", "[0,0]"), 0, ["a F32 [0, 9007199254740992]"] },
        { "rank 32", FileBytes.Entry("[" + string.Join(",", Enumerable.Repeat("1", 32)) + "]", "[0,4]"), 4, ["a F32 [" + string.Join(", ", Enumerable.Repeat("1", 32)) + "]"] },
        { "data out of alignment", """{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"F64","shape":[1],"data_offsets":[3,11]}}""", 11, ["a U8 [3]", "b F64 [1]"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void BrokenRule_IsRefusedInTheseWords(string what, string header, int data, string reason)
    {
        var file = FileBytes.Of(header, data);
        var errors = new[]
        {
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(file)),
            Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new MemoryStream(file))),
        };
        Assert.All(errors, error => Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), $"{what}: {error.Message}"));
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new TricklingStream(file)));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void OddButRight_IsRead(string what, string header, int data, string[] tensors)
    {
        var file = FileBytes.Of(header, data);
        Assert.True(FileOracle.IsValid(file), what);
        foreach (var read in new[] { SafeTensorsFile.Parse(file), SafeTensorsFile.Read(new TricklingStream(file)) })
        {
            Assert.Equal(tensors, read.Tensors.Select(tensor => $"{tensor.Name} {tensor.Describe()}"));
            Assert.Equal(data, read.Tensors.Sum(tensor => read.Data(tensor).Length));
        }
    }

    [Theory]
    [InlineData(SafeTensorsType.F64, "F64", 8)]
    [InlineData(SafeTensorsType.F32, "F32", 4)]
    [InlineData(SafeTensorsType.F16, "F16", 2)]
    [InlineData(SafeTensorsType.BF16, "BF16", 2)]
    [InlineData(SafeTensorsType.I64, "I64", 8)]
    [InlineData(SafeTensorsType.I32, "I32", 4)]
    [InlineData(SafeTensorsType.I16, "I16", 2)]
    [InlineData(SafeTensorsType.I8, "I8", 1)]
    [InlineData(SafeTensorsType.U64, "U64", 8)]
    [InlineData(SafeTensorsType.U32, "U32", 4)]
    [InlineData(SafeTensorsType.U16, "U16", 2)]
    [InlineData(SafeTensorsType.U8, "U8", 1)]
    [InlineData(SafeTensorsType.Bool, "BOOL", 1)]
    [InlineData(SafeTensorsType.F8E4M3, "F8_E4M3", 1)]
    [InlineData(SafeTensorsType.F8E5M2, "F8_E5M2", 1)]
    [InlineData(SafeTensorsType.F8E8M0, "F8_E8M0", 1)]
    [InlineData(SafeTensorsType.C64, "C64", 8)]
    public void EveryType_HasItsNameAndSize(SafeTensorsType type, string name, int size)
    {
        var tensor = Assert.Single(SafeTensorsFile.Parse(FileBytes.Of(FileBytes.Entry("[3]", $"[0,{3 * size}]", name), 3 * size)).Tensors);
        Assert.Equal(type, tensor.Type);
        Assert.Equal(name + " [3]", tensor.Describe());
        Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(FileBytes.Of(FileBytes.Entry("[3]", $"[0,{(3 * size) + 1}]", name), (3 * size) + 1)));
    }

    [Fact]
    public void LongestHeader_IsRead_AndOneByteMoreIsNot()
    {
        var longest = FileBytes.Of("{}".PadRight(1 << 20), 0);
        Assert.Empty(SafeTensorsFile.Parse(longest).Tensors);
        Assert.Empty(SafeTensorsFile.Read(new TricklingStream(FileBytes.Of("{}".PadRight(1 << 12), 0))).Tensors);
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(FileBytes.Of("{}".PadRight((1 << 20) + 1), 0)));
        Assert.Contains("1048577 bytes; at most 1048576", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_KeepsEveryCharacter()
    {
        var file = SafeTensorsFile.Parse(FileBytes.Of("""{"__metadata__":{"a b":"\"\\\u0000\ud83d\ude00","ü":"ö"}}""", 0));
        Assert.Equal(2, file.Metadata.Count);
        Assert.Equal("\"\\\0\U0001F600", file.Metadata["a b"]);
        Assert.Equal("ö", file.Metadata["ü"]);
    }

    [Fact]
    public void Unterminated_Utf8AtTheEndOfTheHeader_IsRefused()
    {
        byte[] header = [.. Encoding.UTF8.GetBytes("{} "), 0xC3];
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(FileBytes.Of(header, 0))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xC0, 0x80)]
    [InlineData(0xED, 0xA0)]
    [InlineData(0xF5, 0x80)]
    public void ForbiddenUtf8_InATensorName_IsRefused(byte first, byte second)
    {
        byte[] header = [.. "{\""u8, first, second, 0x80, 0x80, .. "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"u8];
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Parse(FileBytes.Of(header, 0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Collections_CannotBeChangedByACast()
    {
        var file = SafeTensorsFile.Parse(FileBytes.Of(FileBytes.Good, FileBytes.GoodData));
        Assert.Throws<NotSupportedException>(() => ((IList<SafeTensorsEntry>)file.Tensors).Clear());
        Assert.Throws<NotSupportedException>(() => ((IList<long>)file.Tensors[0].Shape)[0] = 5);
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, string>)file.Metadata).Add("a", "b"));
    }

    [Fact]
    public void TensorOfAnotherFile_IsRefused()
    {
        var (one, two) = (SafeTensorsFile.Parse(FileBytes.Of(FileBytes.Good, 12)), SafeTensorsFile.Parse(FileBytes.Of(FileBytes.Good, 12)));
        Assert.Equal(8, one.Data(one.Find("a")!).Length);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => one.Data(two.Find("a")!)).Message, StringComparison.Ordinal);
        Assert.Null(one.Find("A"));
    }
}
