using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Takes out of emitted code what counting left over: loops of one turn, distances of 0, braces that separate no names. What is computed, and
/// in which order, stays. Braces stay where taking them out would keep locals of one part alive through another: the JIT counts locals.
/// </summary>
internal static class CodeTidying
{
    private static readonly Regex Loop = Of(
        @"^for \((?:int|nint|nuint) (?<name>\w+) = (?<from>\d+); \k<name> < (?<end>\d+|\w+|\(n?u?int\)\w+ \* \d+); \k<name>(?:\+\+| \+= (?<step>\d+))\)$");

    private static readonly Regex ConstantLine = Of(@"^const int (?<name>\w+) = (?<value>\d+);$");
    private static readonly Regex Advance = Of(@"^(?<name>\w+) = ref Unsafe\.Add\(ref \k<name>, [^;]*\);$");

    private static readonly Regex Count = Of(@"^(?:n?int) (?<name>\w+) = \d+;$");

    private static readonly Regex Reference = Of(@"^ref float (?<name>\w+) = ref (?:[\w.]+|Unsafe\.Add\(ref [\w.]+, [^()]*\));$");

    public static void Tidy(CodeNode root)
    {
        Fold(root, new Dictionary<string, string>(StringComparer.Ordinal));
        Tidy(root, new List<CodeNode>(), new Dictionary<string, long>(StringComparer.Ordinal));
    }

    private static Regex Of(string pattern) => new(pattern, RegexOptions.CultureInvariant);

    /// <param name="node">A line or a block.</param>
    /// <param name="known">Kernels repeat each other: of the lines that need a closer look most have been there before.</param>
    private static void Fold(CodeNode node, Dictionary<string, string> known)
    {
        if (node.IsCode && IndexFolding.MayFold(node.Text))
        {
            if (!known.TryGetValue(node.Text, out var folded))
            {
                folded = IndexFolding.Folded(node.Text);
                known.Add(node.Text, folded);
            }

            node.Text = folded;
        }

        if (node.Children is not null)
        {
            foreach (var child in node.Children)
            {
                Fold(child, known);
            }
        }
    }

    /// <param name="block">A block, whose lines are folded.</param>
    /// <param name="outer">The blocks around it, outermost first.</param>
    /// <param name="constants">Numbers that have a name there.</param>
    private static void Tidy(CodeNode block, List<CodeNode> outer, Dictionary<string, long> constants)
    {
        outer.Add(block);
        var named = Constants(block);
        foreach (var constant in named)
        {
            constants[constant.Key] = constant.Value;
        }

        foreach (var child in block.Children!.Where(child => child.Children is not null).ToList())
        {
            TakeOneTurn(child, outer, constants);
            Tidy(child, outer, constants);
        }

        foreach (var constant in named)
        {
            constants.Remove(constant.Key);
            RemoveUnread(block, constant.Key);
        }

        foreach (var child in block.Children!.Where(child => child.IsBareBlock).ToList())
        {
            OpenIfAlone(block, child);
        }

        RemoveUnreadReferences(block);

        outer.RemoveAt(outer.Count - 1);
    }

    private static List<KeyValuePair<string, long>> Constants(CodeNode block)
    {
        var found = new List<KeyValuePair<string, long>>();
        foreach (var child in block.Children!)
        {
            if (child.Children is null && child.Text.StartsWith("const int ", StringComparison.Ordinal) && ConstantLine.Match(child.Text) is { Success: true } match)
            {
                found.Add(new KeyValuePair<string, long>(match.Groups["name"].Value, Number(match.Groups["value"])));
            }
        }

        return found;
    }

    /// <summary>A loop that runs once is what stands in it, with the number it counts from.</summary>
    private static void TakeOneTurn(CodeNode block, List<CodeNode> outer, Dictionary<string, long> constants)
    {
        if (!block.Text.StartsWith("for (", StringComparison.Ordinal))
        {
            return;
        }

        var loop = Loop.Match(block.Text);
        if (!loop.Success || End(loop.Groups["end"].Value, constants) is not { } end)
        {
            return;
        }

        long from = Number(loop.Groups["from"]), step = loop.Groups["step"].Success ? Number(loop.Groups["step"]) : 1;
        if (from >= end || from + step < end || block.All().Any(node => node.Text is "continue;" or "break;"))
        {
            // Without its loop the word would be another loop's.
            return;
        }

        var counter = new Regex(@"(?<![\w.])" + loop.Groups["name"].Value + @"(?!\w)", RegexOptions.CultureInvariant);
        foreach (var node in block.All().Where(node => node.IsCode))
        {
            node.Text = counter.Replace(node.Text, Literal.Int(from));
        }

        block.Text = "";
        block.Note = $"// {loop.Groups["name"].Value} = {Literal.Int(from)}, the only one.";
        Fold(block, new Dictionary<string, string>(StringComparer.Ordinal));
        RemoveLastAdvances(block, outer);
    }

    private static long? End(string text, Dictionary<string, long> constants)
    {
        var factors = text.Replace("(nint)", "").Replace("(nuint)", "").Split('*').Select(factor => factor.Trim()).ToList();
        long product = 1;
        foreach (var factor in factors)
        {
            if (constants.TryGetValue(factor, out var value) || long.TryParse(factor, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            {
                product *= value;
            }
            else
            {
                return null;
            }
        }

        return product;
    }

    /// <summary>References that move on behind the only turn, and that nobody reads there.</summary>
    private static void RemoveLastAdvances(CodeNode block, List<CodeNode> outer)
    {
        for (var i = block.Children!.Count - 1; i >= 0 && block.Children[i] is { Children: null } line; i--)
        {
            var advance = Advance.Match(line.Text);
            if (advance.Success && !IsReadBehind(block, outer, advance.Groups["name"].Value))
            {
                block.Children.RemoveAt(i);
            }
            else if (!advance.Success && line.Text.Length > 0)
            {
                break;
            }
        }
    }

    private static bool IsReadBehind(CodeNode block, List<CodeNode> outer, string name)
    {
        var inner = block;
        for (var i = outer.Count - 1; i >= 0; i--)
        {
            var around = outer[i].Children!;
            var at = around.IndexOf(inner);
            if (around.Skip(at + 1).Any(node => node.Mentions(name)))
            {
                return true;
            }

            if (around.Take(at).Any(node => node.Children is null && node.Declared.Contains(name)))
            {
                return false;
            }

            // The next turn of a loop around it reads what this one leaves.
            if (outer[i].Text.Length > 0)
            {
                return true;
            }

            inner = outer[i];
        }

        return true;
    }

    /// <summary>The constant of a loop that is gone.</summary>
    private static void RemoveUnread(CodeNode block, string name)
    {
        var mentions = block.All().Where(node => node.IsCode && CodeNode.HasWord(node.Text, name)).ToList();
        if (mentions.Count == 1)
        {
            block.Children!.Remove(mentions[0]);
        }
    }

    /// <summary>
    /// Names of places that nobody goes to (the value is in registers, or another pass wants it), and of what came out of counting and is not
    /// asked for.
    /// </summary>
    private static void RemoveUnreadReferences(CodeNode block)
    {
        for (var i = block.Children!.Count - 1; i >= 0; i--)
        {
            var name = block.Children[i] is { Children: null, IsCode: true } line ? NameOnly(line.Text) : "";
            if (name.Length > 0 && !IsMentionedFrom(block.Children, i + 1, name))
            {
                block.Children.RemoveAt(i);
            }
        }
    }

    private static bool IsMentionedFrom(List<CodeNode> nodes, int start, string name)
    {
        for (var i = start; i < nodes.Count; i++)
        {
            if (nodes[i].Mentions(name))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOnly(string line) =>
        line.StartsWith("ref float ", StringComparison.Ordinal) ? Reference.Match(line).Groups["name"].Value
        : line.StartsWith("nint ", StringComparison.Ordinal) || line.StartsWith("int ", StringComparison.Ordinal) ? Count.Match(line).Groups["name"].Value
        : "";

    /// <summary>
    /// Opens a block into the one around it, if no name in it is one of the outside, and if nothing behind it would have to share the method
    /// with its locals.
    /// </summary>
    private static void OpenIfAlone(CodeNode around, CodeNode block)
    {
        var at = around.Children!.IndexOf(block);
        if (block.Children!.Any(node => node is { Children: null, Declared.Count: > 0 }) && (SharesNames(around, block) || DeclaresBehind(around, at)))
        {
            if (block.Note is { } note && (at == 0 || around.Children[at - 1].IsCode))
            {
                around.Children.Insert(at, CodeNode.Line(note));
            }

            return;
        }

        around.Children.RemoveAt(at);
        around.Children.InsertRange(at, [.. block.Children!, CodeNode.Line("")]);
    }

    private static bool SharesNames(CodeNode around, CodeNode block)
    {
        foreach (var line in block.Children!)
        {
            if (line.Children is not null)
            {
                continue;
            }

            foreach (var name in line.Declared)
            {
                foreach (var other in around.Children!)
                {
                    if (!ReferenceEquals(other, block) && other.Mentions(name))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool DeclaresBehind(CodeNode around, int at)
    {
        for (var i = at + 1; i < around.Children!.Count; i++)
        {
            if (Declares(around.Children[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Declares(CodeNode node) => node.Children is null ? node.Declared.Count > 0 : node.Children.Exists(Declares);

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);
}
