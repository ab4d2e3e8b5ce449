namespace NeuralLearn.Compiled.Tool;

/// <summary>What a command ends with. Scripts rely on the numbers.</summary>
internal enum ExitCode
{
    /// <summary>Done; what was asked for is so.</summary>
    Success = 0,

    /// <summary>Done, and the answer is no: a check found differences, outputs are not the same.</summary>
    Differs = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>A file cannot be read, is malformed, or holds what this tool cannot express.</summary>
    BadInput = 3,

    /// <summary>A training ended because its loss became infinite or no number.</summary>
    Diverged = 4,

    /// <summary>Stopped by the user.</summary>
    Cancelled = 130,
}

/// <summary>One clear sentence for the user, and the exit code; nothing has been written.</summary>
internal sealed class ToolFailure(string message, ExitCode code = ExitCode.BadInput, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Code { get; } = code;
}
