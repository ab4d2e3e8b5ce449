using System.Text;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Writes lines and blocks as text.</summary>
internal static class CodeText
{
    public static string Of(CodeNode root, int depth)
    {
        // Most texts are one method's body.
        var text = new StringBuilder(8000);
        Append(text, root.Children!, 0, depth);
        return text.ToString();
    }

    private static void Append(StringBuilder text, List<CodeNode> nodes, int indent, int depth)
    {
        // A block opens and closes without an empty line, and what follows it stands apart; two empty lines are one.
        var (last, isBlock) = ("", false);
        var first = true;
        foreach (var node in nodes)
        {
            if (node.Children is null && node.Text.Length == 0)
            {
                if (!first && last.Length > 0)
                {
                    text.Append('\n');
                    last = "";
                }

                continue;
            }

            if (isBlock && last.Length > 0 && !node.Text.StartsWith("else", StringComparison.Ordinal))
            {
                text.Append('\n');
            }

            if (node.Text.Length > 0)
            {
                AppendLines(text, node, indent, depth);
            }

            if (node.Children is not null)
            {
                text.Append(' ', indent * 4).Append("{\n");
                Append(text, node.Children, indent + 1, depth);
                text.Append(' ', indent * 4).Append("}\n");
            }

            (last, isBlock, first) = ("}", node.Children is not null, false);
        }

        TrimBlank(text);
    }

    private static void AppendLines(StringBuilder text, CodeNode node, int indent, int depth)
    {
        if (node.IsRow)
        {
            AppendRows(text, node.Text, indent);
            return;
        }

        if (LineBreaking.Fits(node.Text, (indent + depth) * 4))
        {
            text.Append(' ', indent * 4).Append(node.Text).Append('\n');
            return;
        }

        foreach (var line in LineBreaking.Lines(node.Text, (indent + depth) * 4))
        {
            text.Append(' ', line.Length == 0 ? 0 : indent * 4).Append(line).Append('\n');
        }
    }

    private static void AppendRows(StringBuilder text, string rows, int indent)
    {
        for (var start = 0; start <= rows.Length;)
        {
            var end = rows.IndexOf('\n', start);
            end = end < 0 ? rows.Length : end;
            text.Append(' ', end == start ? 0 : indent * 4).Append(rows, start, end - start).Append('\n');
            start = end + 1;
        }
    }

    private static void TrimBlank(StringBuilder text)
    {
        while (text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
        {
            text.Length--;
        }
    }
}
