using System.Text.RegularExpressions;

namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>A call as the JIT lists it.</summary>
/// <param name="Target">Class and method, or the name of one of the runtime's helpers.</param>
/// <param name="IsInLoop">Whether it can be reached from what follows it.</param>
internal sealed record MachineCall(string Target, bool IsInLoop);

/// <summary>One method out of what DOTNET_JitDisasm prints for x64.</summary>
/// <param name="Name">Class and method, with the types of the parameters.</param>
/// <param name="Tier">How it was compiled: "FullOpts", "MinOpts", …</param>
internal sealed partial record MachineCode(string Name, string Tier, IReadOnlyList<MachineCall> Calls)
{
    /// <summary>The class, without the method.</summary>
    public string Class => ClassOf(Name);

    public static string ClassOf(string name) => name[..Math.Max(0, name.IndexOf(':', StringComparison.Ordinal))];

    public static List<MachineCode> Read(IEnumerable<string> lines)
    {
        var methods = new List<MachineCode>();
        var body = new List<string>();
        (string Name, string Tier)? open = null;
        foreach (var line in lines.Append("; Assembly listing for method end:end() (end)"))
        {
            if (Header().Match(line) is not { Success: true } header)
            {
                body.Add(line);
                continue;
            }

            if (open is { } method)
            {
                methods.Add(new MachineCode(method.Name, method.Tier, CallsOf(body)));
            }

            open = (header.Groups["name"].Value, header.Groups["tier"].Value);
            body.Clear();
        }

        return methods;
    }

    /// <summary>
    /// Control flow, not the order of lines, says what a loop is: the JIT moves blocks that it takes for rare behind the end of a method,
    /// and a jump back from there passes everything that stands between.
    /// </summary>
    private static List<MachineCall> CallsOf(IEnumerable<string> lines)
    {
        var blocks = BlocksOf(lines, out var labels);
        var next = blocks.Select((block, i) =>
        {
            var targets = block.Where(instruction => instruction.Label.Length > 0).Select(instruction => labels[instruction.Label]);
            return (i + 1 < blocks.Count && !(block.Count > 0 && block[^1].EndsTheBlock) ? targets.Append(i + 1) : targets).ToList();
        }).ToList();
        var calls = new List<MachineCall>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var targets = blocks[i].Where(instruction => instruction.Target.Length > 0).ToList();
            if (targets.Count > 0)
            {
                var isInLoop = ReachesItself(i, next);
                calls.AddRange(targets.Select(instruction => new MachineCall(instruction.Target, isInLoop)));
            }
        }

        return calls;
    }

    /// <summary>A block begins at a label and ends with a jump: a group of the listing may have jumps in its middle.</summary>
    private static List<List<Instruction>> BlocksOf(IEnumerable<string> lines, out Dictionary<string, int> labels)
    {
        labels = new Dictionary<string, int>(StringComparer.Ordinal);
        var blocks = new List<List<Instruction>> { new() };
        foreach (var line in lines)
        {
            if (Label().Match(line) is { Success: true } label)
            {
                blocks.Add([]);
                labels.Add(label.Groups["label"].Value, blocks.Count - 1);
            }
            else if (Line().Match(line) is { Success: true } match && match.Groups["operation"].Value is not ("align" or "dd" or "dq"))
            {
                var instruction = Instruction.Of(match.Groups["operation"].Value, match.Groups["operands"].Value);
                blocks[^1].Add(instruction);
                if (instruction.EndsTheBlock || instruction.Label.Length > 0)
                {
                    blocks.Add([]);
                }
            }
        }

        return blocks;
    }

    private static bool ReachesItself(int block, List<List<int>> next)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(next[block]);
        while (open.TryPop(out var current))
        {
            if (current == block)
            {
                return true;
            }

            if (seen.Add(current))
            {
                next[current].ForEach(open.Push);
            }
        }

        return false;
    }

    [GeneratedRegex(@"^; Assembly listing for method (?<name>.+) \((?<tier>[^()]+)\)$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?<label>G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+(?<operation>[a-z][a-z0-9.]*)(\s+(?<operands>.*))?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"G_M\w+")]
    private static partial Regex Reference();

    /// <param name="Label">Where a jump inside the method goes; empty for all else.</param>
    /// <param name="Target">What is called, or jumped to for good; empty for all else.</param>
    /// <param name="EndsTheBlock">What stands below is not reached from here.</param>
    private readonly record struct Instruction(string Label, string Target, bool EndsTheBlock)
    {
        public static Instruction Of(string operation, string operands)
        {
            var jumps = operation.StartsWith('j') || operation == "tail.jmp";
            var ends = operation is "jmp" or "tail.jmp" or "ret" or "int3" or "ud2";
            if (jumps && Reference().Match(operands) is { Success: true } label)
            {
                return new Instruction(label.Value, "", ends);
            }

            // A loop that clears the stack before anything else runs has no label: its jump counts instructions.
            var isCall = operation == "call" || (jumps && !operands.EndsWith(" instr", StringComparison.Ordinal));
            return new Instruction("", isCall ? TargetOf(operands) : "", ends);
        }

        /// <summary>Of "[Class:Method(types):type]" the class and the method.</summary>
        private static string TargetOf(string operands)
        {
            var name = operands.StartsWith('[') ? operands[1..] : operands;
            var types = name.IndexOf('(', StringComparison.Ordinal);
            return types < 0 ? name : name[..types];
        }
    }
}
