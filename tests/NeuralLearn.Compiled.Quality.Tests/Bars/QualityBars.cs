using System.Text.Json;

namespace NeuralLearn.Compiled.Quality.Tests.Bars;

/// <summary>All bars of quality_bars.json.</summary>
internal static class QualityBars
{
    public static IReadOnlyList<QualityBar> All { get; } = Read();

    public static QualityBar Named(string name) => All.First(bar => bar.Name == name);

    private static QualityBar[] Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "quality_bars.json")));
        return [.. file.RootElement.GetProperty("quality_bars").EnumerateArray().Select(bar => new QualityBar(bar.Clone()))];
    }
}
