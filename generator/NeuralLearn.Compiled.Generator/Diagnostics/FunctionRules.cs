namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC5001 to NLC5999: functions of the user's own.</summary>
internal static class FunctionRules
{
    public static readonly Rule NoMethod = new("NLC5001", "The function does not exist",
        "{0} has no static method '{1}'; write: static float {1}({2}) => ...;");

    public static readonly Rule WrongSignature = new("NLC5002", "The function has another form",
        "'{0}' is to be differentiated, so it must be: static float {0}({1}), neither generic nor asynchronous, with parameters by value; {2}");

    public static readonly Rule NotDifferentiable = new("NLC5003", "The function cannot be differentiated",
        "'{0}' cannot be differentiated: {1}");

    public static readonly Rule Recursive = new("NLC5004", "The function calls itself",
        "'{0}' calls itself, so its formula has no end; write a closed formula");

    public static readonly Rule TooLarge = new("NLC5005", "The function is too large",
        "'{0}' comes to more than {1} operations when everything it calls is written out; make it simpler");

    public static readonly Rule Constant = new("NLC5006", "The function does not depend on its argument",
        "'{0}' does not depend on '{1}', so nothing would be learnt from it; use '{1}' in its formula");

    public static IReadOnlyList<Rule> All { get; } = [NoMethod, WrongSignature, NotDifferentiable, Recursive, TooLarge, Constant];
}
