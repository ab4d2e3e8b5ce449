using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace NeuralLearn.Compiled.Tool.Tests.Reporting;

public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>";

    private readonly TrainingFolder _folder = new();

    private string Html => Path.Combine(_folder.Path, "report.html");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OfARun_HasWhatItMust()
    {
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Iris(), "--standardize", "--epochs", "30")).Code);
        var run = await ToolRun.OfAsync("report", _folder.RunFile, "--out", Html);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var first = await File.ReadAllTextAsync(Html);
        var page = Parse(first);
        Assert.Equal("en", page.Root!.Attribute("lang")!.Value);
        Assert.Equal("IrisNetwork", Assert.Single(page.Descendants("h1")).Value);
        Assert.Equal(["Loss", "Accuracy", "Confusion matrix", "Layers", "Cost", "Weights", "Settings and data"], page.Descendants("h2").Select(heading => heading.Value));

        // Curves with both losses, described, with the numbers of each epoch under the pointer.
        var loss = page.Descendants("svg").First();
        Assert.StartsWith("Loss: training goes from ", loss.Attribute("aria-label")!.Value, StringComparison.Ordinal);
        Assert.All(page.Descendants("svg"), svg => Assert.Equal("img", svg.Attribute("role")!.Value));
        Assert.Equal(30, loss.Descendants("title").Count());
        Assert.Equal(2, loss.Elements("path").Count(path => path.Attribute("class")!.Value.StartsWith("curve ", StringComparison.Ordinal) && path.Attribute("d")!.Value.Contains('L', StringComparison.Ordinal)));

        // The table of the confusion adds up, the one of layers names all of them, each tensor has its picture.
        var confusion = page.Descendants("table").Single(table => (string?)table.Attribute("class") == "confusion");
        Assert.Equal(30, confusion.Element("tbody")!.Elements("tr").Sum(row => row.Elements("td").SkipLast(1).Sum(cell => int.Parse(cell.Value, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Contains("[Dense(3)]", page.Descendants("code").Select(code => code.Value));
        string[] tensors = ["dense1.bias", "dense1.weight", "dense2.bias", "dense2.weight", "dense3.bias", "dense3.weight", "standardize1.deviation", "standardize1.mean"];
        Assert.Equal(tensors, page.Descendants("h3").Select(heading => heading.Value).Order(StringComparer.Ordinal));

        // It asks for nothing and runs nothing, and it is the same when it is made again.
        Assert.DoesNotContain("http:", first, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", first, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", first, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.Contains("prefers-color-scheme:dark", first, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.OfAsync("report", _folder.RunFile, "--out", Html)).Code);
        Assert.Equal(first, await File.ReadAllTextAsync(Html));
    }

    [Fact]
    public async Task Names_StayText()
    {
        var data = _folder.Iris(Hostile, "a & \"b\"", "x' onload='\u202E\u0007");
        var text = (await File.ReadAllTextAsync(data)).Replace("petal_width_cm", "<b>width</b>", StringComparison.Ordinal);
        await File.WriteAllTextAsync(data, text);
        Assert.Equal((0, ""), ((await _folder.TrainAsync(data, "--network", "dense 4 tanh", "--epochs", "2")) is var run ? (run.Code, run.Error) : default));
        Assert.Equal(0, (await ToolRun.OfAsync("report", _folder.RunFile, "--out", Html)).Code);
        var html = await File.ReadAllTextAsync(Html);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        var page = Parse(html);
        Assert.Contains(page.Descendants("th"), cell => cell.Value == Hostile);
        Assert.Contains(page.Descendants("th"), cell => cell.Value == "x' onload='\\u202E\\u0007");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task OfASource_HasLayersAndWeights()
    {
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Iris(), "--network", "dense 4 tanh", "--epochs", "1", "--name", "Flowers")).Code);
        var source = Path.Combine(_folder.Run, "Flowers.cs");
        var run = await ToolRun.OfAsync("report", "--source", source, "--weights", _folder.Weights, "--out", Html);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var page = Parse(await File.ReadAllTextAsync(Html));
        Assert.Equal(["Layers", "Cost", "Weights"], page.Descendants("h2").Select(heading => heading.Value));
        Assert.Equal(4, page.Descendants("figure").Count());

        var other = _folder.Write("Other.cs", "[Network, Input(4), Dense(5)] public partial class Other { }");
        var refused = await ToolRun.OfAsync("report", "--source", other, "--weights", _folder.Weights, "--out", Html);
        Assert.Equal(3, refused.Code);
        Assert.Contains("dense1.weight", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileRunFiles_AreRefused()
    {
        Assert.Equal(0, (await _folder.TrainAsync(_folder.Iris(), "--network", "dense 4 tanh", "--epochs", "1")).Code);
        var good = await File.ReadAllTextAsync(_folder.RunFile);
        async Task Refused(string text, string expected)
        {
            var path = _folder.Write("bad.json", text);
            var run = await ToolRun.OfAsync("report", path, "--out", Html);
            Assert.Equal(3, run.Code);
            Assert.Contains(expected, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("NeuralLearn.Compiled", run.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(Html));
        }

        await Refused("", "is no run file");
        await Refused("null", "holds null");
        await Refused("{}", "is no run file");
        await Refused(good.Replace("\"version\": 1", "\"version\": \"one\"", StringComparison.Ordinal), "line 3 is not as it should be (at $.version)");
        await Refused(good[..(good.Length / 2)], "is no run file");
        await Refused(good.Replace("neurallearn-run", "other", StringComparison.Ordinal), "its format is 'other'");
        await Refused(good.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal), "has version 2");
        await Refused(good.Replace("\"weights.safetensors\"", "\"../weights.safetensors\"", StringComparison.Ordinal), "not beside the run file");
        await Refused(Counts().Replace(good, "\"counts\": []"), "no square");
        await Refused(good.Replace("\"layers\": [", "\"layers\": [null,", StringComparison.Ordinal), "'network' is not complete");
        Assert.Equal(2, (await ToolRun.OfAsync("report")).Code);
        Assert.Equal(3, (await ToolRun.OfAsync("report", Path.Combine(_folder.Path, "none.json"))).Code);

        // Damaged weights are said too; without any there is a report all the same.
        await File.WriteAllBytesAsync(_folder.Weights, [1, 2, 3]);
        Assert.Equal(3, (await ToolRun.OfAsync("report", _folder.RunFile, "--out", Html)).Code);
        File.Delete(_folder.Weights);
        Assert.Equal(0, (await ToolRun.OfAsync("report", _folder.RunFile, "--out", Html)).Code);
        Assert.True(File.Exists(Html));
    }

    private static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    [GeneratedRegex("\"counts\": \\[.*?\\]\\s*\\]", RegexOptions.Singleline)]
    private static partial Regex Counts();
}
