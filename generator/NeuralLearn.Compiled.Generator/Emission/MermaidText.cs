using System.Text;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>The network as a diagram in the language of Mermaid: a box per input, layer, output and loss, an arrow per value that is read.</summary>
internal static class MermaidText
{
    public static IReadOnlyList<string> Lines(NetworkModel model)
    {
        var lines = new List<string> { "flowchart TD" };
        void Box(string id, string open, string close, params string[] words) =>
            lines.Add($"    {id}{open}\"{string.Join("<br/>", words.Select(Escape))}\"{close}");
        void Arrow(string from, string to) => lines.Add($"    {from} --> {to}");
        static string Of(int source) => Source.IsInput(source) ? "input" + Literal.Int(Source.InputIndex(source)) : "layer" + Literal.Int(source);

        for (var i = 0; i < model.Inputs.Count; i++)
        {
            Box("input" + Literal.Int(i), "([", "])", model.Inputs[i].Name ?? "input", model.Inputs[i].Shape.ToString());
        }

        for (var i = 0; i < model.Layers.Count; i++)
        {
            var layer = model.Layers[i];
            Box("layer" + Literal.Int(i), "[", "]", layer.Declaration.Name, AttributeText.Of(layer.Declaration.Attribute), layer.Output.ToString());
            foreach (var source in layer.Sources)
            {
                Arrow(Of(source), "layer" + Literal.Int(i));
            }
        }

        for (var i = 0; i < model.Outputs.Count; i++)
        {
            Box("output" + Literal.Int(i), "([", "])", model.Outputs[i].Name ?? "output", model.Outputs[i].Shape.ToString());
            Arrow(Of(model.Outputs[i].Source), "output" + Literal.Int(i));
        }

        for (var i = 0; i < model.Losses.Count; i++)
        {
            Box("loss" + Literal.Int(i), "{{", "}}", AttributeText.Of(model.Losses[i].Declaration.Attribute));
            Arrow("output" + Literal.Int(model.Losses[i].Output), "loss" + Literal.Int(i));
            if (model.Losses[i].OwnTarget is { } target)
            {
                Arrow(Of(target), "loss" + Literal.Int(i));
            }
        }

        return lines;
    }

    /// <summary>Mermaid knows characters by their number between # and ;. Letters, digits and what formulas are made of may stay.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsControl(character) || character is '\u2028' or '\u2029')
            {
                escaped.Append(' ');
            }
            else if (character is '"' or '#' or ';' or '&' or '<' or '>' or '`' or '\\' or '*' or '_' or '~')
            {
                escaped.Append('#').Append(Literal.Int(character)).Append(';');
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
