using System.Text;
using NeuralLearn.Compiled.Tests.Files;

namespace NeuralLearn.Compiled.Tests.Data;

/// <summary>RFC 4180, and everything that is not.</summary>
public sealed class CsvTests
{
    private static readonly CsvOptions Species = new() { Label = "species" };

    [Fact]
    public void Columns_ByNameAndByPlace_AreFound()
    {
        const string Text = "id,a,species,b,w\n1,0.5,cat,-1e-3,2\n2,+7,dog, 8 ,.5\n";
        var data = Read(Text, new CsvOptions { Label = "species", RowWeight = ^1, Ignored = [0] });
        Assert.Equal([0.5f, -1e-3f], data.Input(0).ToArray());
        Assert.Equal([7f, 8], data.Input(1).ToArray());
        Assert.Equal([2f, 0.5f], data.RowWeights.ToArray());
        Assert.Equal(["cat", "dog"], data.ClassNames);
        Assert.Equal(1, data.Label(1));
        data = Read("1;2;3\r\n4;5;6", new CsvOptions { HasHeader = false, Separator = ';', Targets = [2, 0] });
        Assert.Equal([5f], data.Input(1).ToArray());
        Assert.Equal([6f, 4], data.Target(1).ToArray());
        Assert.Equal(3, Read("a,b,c\n1,2,3\n").InputSize);
    }

    [Theory]
    [InlineData("a,species\n1,x\n2,y\n")]
    [InlineData("a,species\r\n1,x\r\n2,y")]
    [InlineData("a,species\r1,x\r2,y\r")]
    [InlineData("\uFEFFa,species\n1,x\n2,y\n\n\r\n")]
    [InlineData("\"a\",\"species\"\n\"1\",\"x\"\n2,y")]
    public void LineEndsQuotesAndMarks_MakeNoDifference(string text)
    {
        var data = Read(text, Species);
        Assert.Equal(2, data.Count);
        Assert.Equal([2f], data.Input(1).ToArray());
        Assert.Equal(["x", "y"], data.ClassNames);
    }

    [Fact]
    public void QuotedFields_HoldSeparatorsLinesAndQuotes()
    {
        var data = Read("a,species\n1,\"x, \"\"y\"\"\r\nz\"\n2,\" \"\n3,\"\"\"\"\n", new CsvOptions { Label = "species", ClassOrder = ClassOrder.FirstAppearance });
        Assert.Equal(["x, \"y\"\r\nz", " ", "\""], data.ClassNames);
    }

    [Theory]
    [InlineData("a,species\n1,x\n,y\n", "line 3, column 1 ('a'): found nothing; a number was expected")]
    [InlineData("a,species\n1,x\nNA,y\n", "line 3, column 1 ('a'): found 'NA'; a number was expected")]
    [InlineData("a,species\n\"1,5\",x\n", "line 2, column 1 ('a'): found '1,5'; a number was expected")]
    [InlineData("a,species\n1e39,x\n", "found '1e39'; a number between")]
    [InlineData("a,species\nNaN,x\n", "found 'NaN'; a number between")]
    [InlineData("a,species\n1,\n", "line 2, column 2 ('species'): found nothing; a class was expected")]
    [InlineData("a,species\n1\n", "line 2: found 1 fields; 2 were expected")]
    [InlineData("a,species\n1,x,y\n", "line 2: found 3 fields; 2 were expected")]
    [InlineData("a,species\n1,x\n\n2,y\n", "line 3: found an empty line")]
    [InlineData("a,species\n1,\"x\ny\n", "line 2, column 2: found the end of the file; the quote that opens here is never closed")]
    [InlineData("a,species\n1,\"x\"z\n", "line 2, column 2: found 'z' after a closing quote")]
    [InlineData("a,species\n1,x\"z\n", "line 2, column 2: found a quote after 'x'")]
    [InlineData("a,species\n1,\"p\nq\"\nz,r", "line 4, column 1 ('a'): found 'z'")]
    [InlineData("", "the file is empty; a line with the columns' names was expected")]
    [InlineData("a,b\n1,2\n", "there is no column 'species'; the columns are 'a', 'b'")]
    [InlineData("species\nx\n", "no column is left for the inputs")]
    [InlineData("species,species\n1,x\n", "two columns have the name 'species'")]
    public void MalformedText_IsAnErrorThatSaysWhere(string text, string part)
    {
        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => Read(text, Species)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_BeyondTheColumns_IsAnError()
    {
        Assert.Contains(
            "no column 5", Assert.Throws<InvalidDataException>(() => Read("1,2", new CsvOptions { HasHeader = false, Label = 5 })).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => Read("1,2", new CsvOptions { HasHeader = false, Label = ^3 }));
    }

    [Fact]
    public void OptionsThatContradictThemselves_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2", new CsvOptions { Label = "a", Targets = ["b"] }));
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2", new CsvOptions { Label = "a", Ignored = [0] }));
        Assert.Throws<ArgumentException>(() => Read("1,2", new CsvOptions { HasHeader = false, Label = "a" }));
        Assert.Throws<ArgumentException>(() => new CsvOptions { Separator = '"' });
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2", new CsvOptions { Label = "b", ClassNames = ["x", "x"] }));
    }

    [Fact]
    public void Classes_AreNumberedAsChosen()
    {
        const string Text = "a,species\n1,10\n1,9\n1,-1\n1,10\n";
        Assert.Equal([2, 1, 0, 2], Labels(Read(Text, Species)));
        Assert.Equal(["-1", "9", "10"], Read(Text, Species).ClassNames);
        Assert.Equal([0, 1, 2, 0], Labels(Read(Text, new CsvOptions { Label = "species", ClassOrder = ClassOrder.FirstAppearance })));
        Assert.Equal([1, 2, 0, 1], Labels(Read(Text, new CsvOptions { Label = "species", ClassNames = ["-1", "10", "9"] })));
        Assert.Equal(["B", "a", "ä"], Read("x,species\n1,ä\n1,a\n1,B", Species).ClassNames);
        var unknown = Assert.Throws<InvalidDataException>(() => Read(Text, new CsvOptions { Label = "species", ClassNames = ["10", "9"] }));
        Assert.Contains("line 4, column 2 ('species'): found '-1'", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",", "-")]
    [InlineData(",", "\u2212")]
    [InlineData("\u066B", "\u061C-")]
    public void Numbers_AreTheSameInEveryCulture(string decimalSeparator, string negativeSign)
    {
        using var culture = new ForeignCulture(decimalSeparator, negativeSign);
        Assert.Equal([-1.5f, 1e-3f, 1e-45f, float.MaxValue], Read("a,b,c,d\n-1.5,1E-3,1e-45,3.4028235e38").Input(0).ToArray());
    }

    [Fact]
    public void Field_WithoutEnd_DoesNotFillTheMemory()
    {
        using var endless = new Endless();
        Assert.Contains(
            "is a quote missing", Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(endless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomBytes_AreReadOrRefused()
    {
        var random = new Random(1);
        const string Alphabet = "1,\"\n\r;a.-e \uFEFF";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            try
            {
                var data = Read(text, new CsvOptions { HasHeader = i % 2 == 0 });
                Assert.True(data.Count * data.InputSize < 30);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void File_ThatIsNotUtf8_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x.csv"), [.. "a,species\n1,"u8, 0xFF, 0xFE, (byte)'\n']);
        Assert.Contains(
            "not UTF-8", Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(folder.File("x.csv"), Species)).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.File("y.csv"), "a,species\n1,ä\n", Encoding.Unicode);
        Assert.Equal(["ä"], Dataset.FromCsv(folder.File("y.csv"), Species).ClassNames);
        Assert.Contains("z.csv, line 2", Missing(), StringComparison.Ordinal);

        string Missing()
        {
            File.WriteAllText(folder.File("z.csv"), "a,species\n,x");
            return Assert.Throws<InvalidDataException>(() => Dataset.FromCsv(folder.File("z.csv"), Species)).Message;
        }
    }

    [Fact]
    public void RowSource_GivesTheRowsOfTheFileInEveryEpoch()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("x.csv"), "a,species\n1,x\n2,y\n3,x\n");
        var source = new CsvRowSource(folder.File("x.csv"), new CsvOptions { Label = "species", ClassNames = ["x", "y"] });
        for (var epoch = 0; epoch < 2; epoch++)
        {
            using var reader = source.Open(epoch);
            var (inputs, labels) = (new float[2], new int[2]);
            Assert.Equal(2, reader.Read(new RowSpace(2, inputs, default, labels, default, default)));
            Assert.Equal([1f, 2], inputs);
            Assert.Equal([0, 1], labels);
            Assert.Equal(1, reader.Read(new RowSpace(2, inputs, default, labels, default, default)));
            Assert.Equal(0, reader.Read(new RowSpace(2, inputs, default, labels, default, default)));
        }

        Assert.Throws<ArgumentException>(() => new CsvRowSource(folder.File("x.csv"), Species));
    }

    private static Dataset Read(string text, CsvOptions? options = null)
    {
        using var reader = new StringReader(text);
        return Dataset.FromCsv(reader, options);
    }

    private static int[] Labels(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    private sealed class Endless : TextReader
    {
        public override int Peek() => '"';

        public override int Read() => '"';
    }
}
