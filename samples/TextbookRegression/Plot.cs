using System.Text;

namespace TextbookRegression;

/// <summary>Points and a curve in characters.</summary>
internal static class Plot
{
    private const int Width = 64;
    private const int Height = 17;

    public static IEnumerable<string> Draw(IReadOnlyList<(double X, double Y)> points, Func<double, double> curve)
    {
        var cells = new char[Height, Width];
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                cells[row, column] = row == Height / 2 ? '─' : ' ';
            }
        }

        foreach (var (x, y) in points)
        {
            cells[Row(y), Column(x)] = '·';
        }

        for (var column = 0; column < Width; column++)
        {
            cells[Row(curve(-2 + (4.0 * column / (Width - 1)))), column] = '█';
        }

        for (var row = 0; row < Height; row++)
        {
            var line = new StringBuilder($"{1.2 - (2.4 * row / (Height - 1)),5:F1} │");
            for (var column = 0; column < Width; column++)
            {
                line.Append(cells[row, column]);
            }

            yield return line.ToString();
        }
    }

    private static int Column(double x) => (int)Math.Round((x + 2) / 4 * (Width - 1));

    private static int Row(double y) => Math.Clamp((int)Math.Round((1.2 - y) / 2.4 * (Height - 1)), 0, Height - 1);
}
