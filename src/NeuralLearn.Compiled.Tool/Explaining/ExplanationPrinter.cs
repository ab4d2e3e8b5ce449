using System.Globalization;
using NeuralLearn.Compiled.Tool.Reporting;
using Spectre.Console;

namespace NeuralLearn.Compiled.Tool.Explaining;

/// <summary>An explanation for people.</summary>
internal sealed class ExplanationPrinter(IAnsiConsole console)
{
    public void Print(Explanation explanation)
    {
        var network = explanation.Network;
        console.Write(new Text(network.Name, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.Write(Layers(network));
        foreach (var note in network.Notes)
        {
            console.Write(new Text("  " + note, Color.Grey));
            console.WriteLine();
        }

        console.WriteLine();
        Heading("Cost");
        console.Write(Cost(network));
        Schedule(explanation);
        Heading("Advice");
        if (explanation.Advice.Count == 0)
        {
            console.WriteLine(explanation.Schedule is null ? "  Advice needs the source." : "  None.");
        }

        foreach (var advice in explanation.Advice)
        {
            console.Write(new Padder(new Text(string.Create(CultureInfo.InvariantCulture, $"{advice.Id}, line {advice.Line}: {advice.Message}"), Color.Yellow), new Padding(2, 0, 0, 0)));
        }
    }

    private static Table Layers(NetworkDescription network)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("layer").NoWrap()).AddColumn("declared as").AddColumn(new TableColumn("shapes").NoWrap())
            .AddColumn(new TableColumn("parameters").RightAligned().NoWrap()).AddColumn(new TableColumn("multiply-adds").RightAligned().NoWrap());
        foreach (var layer in network.Layers)
        {
            table.AddRow(
                new Text(layer.Name), new Text(layer.Declared, Color.Blue), new Text(layer.Shapes),
                new Text(layer.Parameters == 0 ? "" : Grouped(layer.Parameters)), new Text(layer.MultiplyAdds == 0 ? "" : Grouped(layer.MultiplyAdds)));
        }

        var bold = new Style(decoration: Decoration.Bold);
        table.AddRow(
            new Text("total", bold), new Text(""), new Text(""),
            new Text(Grouped(network.Layers.Sum(layer => layer.Parameters)), bold), new Text(Grouped(network.Layers.Sum(layer => layer.MultiplyAdds)), bold));
        return table;
    }

    private static Grid Cost(NetworkDescription network)
    {
        var grid = new Grid().AddColumn(new GridColumn().PadLeft(2).PadRight(3).NoWrap()).AddColumn(new GridColumn().RightAligned().PadRight(1).NoWrap())
            .AddColumn(new GridColumn().PadRight(3).NoWrap()).AddColumn(new GridColumn());
        foreach (var line in network.Cost.Lines(network.Learns))
        {
            grid.AddRow(new Text(line.Name), new Text(Grouped(line.Value)), new Text(line.Unit), new Text(line.Meaning, Color.Grey));
        }

        return grid;
    }

    private void Schedule(Explanation explanation)
    {
        console.WriteLine();
        Heading(explanation.Level == "scalar" ? "Schedule without vectors" : $"Schedule for vectors of {explanation.Level} bits");
        if (explanation.Schedule is not { } kernels)
        {
            console.WriteLine("  It is told in the emitted code: explain the source to see it.");
            console.WriteLine();
            return;
        }

        foreach (var layer in kernels.GroupBy(kernel => kernel.Layer).OrderBy(layer => layer.Key == EmittedKernels.Shared))
        {
            console.Write(new Padder(new Text(layer.Key.Length == 0 ? "the whole network, one sample" : layer.Key, Color.Blue), new Padding(2, 0, 0, 0)));
            foreach (var kernel in layer)
            {
                console.Write(new Padder(new Text(kernel.Name, new Style(decoration: Decoration.Bold)), new Padding(4, 0, 0, 0)));
                console.Write(new Padder(new Text(kernel.What), new Padding(6, 0, 0, 0)));
                if (kernel.Why.Length > 0)
                {
                    console.Write(new Padder(new Text(kernel.Why, Color.Grey), new Padding(6, 0, 0, 0)));
                }
            }

            console.WriteLine();
        }
    }

    private static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private void Heading(string text)
    {
        console.Write(new Text(text, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
    }
}
