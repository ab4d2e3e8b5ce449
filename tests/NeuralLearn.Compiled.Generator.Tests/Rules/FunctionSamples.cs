namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>NLC5001 to NLC5999: functions of the user's own.</summary>
internal static class FunctionSamples
{
    private const string Doubled = "private static float Twice(float x) => x * x + x; private static float Six(float x) => Twice(Twice(Twice(Twice(Twice(Twice(Twice(Twice(Twice(x)))))))));";

    public static IEnumerable<RuleSample> All =>
    [
        Activation("NoFunction", "{|NLC5001:\"Bend\"|}", "", "Net has no static method 'Bend'; write: static float Bend(float x) => ...;"),
        Activation("FunctionOfAnInstance", "{|NLC5002:nameof(Bend)|}", "public float Bend(float x) => x;",
            "'Bend' is to be differentiated, so it must be: static float Bend(float x), neither generic nor asynchronous, with parameters by value; it is not static"),
        Activation("FunctionOfDoubles", "{|NLC5002:nameof(Bend)|}", "public static double Bend(double x) => x;",
            "'Bend' is to be differentiated, so it must be: static float Bend(float x), neither generic nor asynchronous, with parameters by value; it returns double"),
        Loss("LossOfOneArgument", "{|NLC5002:nameof(Bend)|}", "public static float Bend(float x) => x;",
            "'Bend' is to be differentiated, so it must be: static float Bend(float output, float target), neither generic nor asynchronous, with parameters by value; it takes 1 parameter"),
        Activation("FunctionWithALoop", "nameof(Bend)", "public static float Bend(float x) { {|NLC5003:for (int i = 0; i < 3; i++) { x += i; }|} return x; }",
            "'for (int i = 0; i < 3; i++) { x += i; }' cannot be differentiated: a formula is made of locals, assignments to them, if, else and return"),
        Activation("FunctionWithAField", "nameof(Bend)", "private static readonly float Slope = 2; public static float Bend(float x) => {|NLC5003:Slope|} * x;",
            "'Slope' cannot be differentiated: its value is not known when the network is built; make it const or write the number"),
        Activation("FunctionThatRounds", "nameof(Bend)", "public static float Bend(float x) => x + {|NLC5003:System.MathF.Round(x)|};",
            "'MathF.Round' cannot be differentiated: of MathF there are Abs, Acos, Asin, Atan, Atanh, Cbrt, Clamp, Cos, Cosh, Exp, FusedMultiplyAdd, Log, Log2, Log10, Max, Min, Pow, Sign, Sin, Sinh, Sqrt, Tan and Tanh"),
        Activation("FunctionWithARemainder", "nameof(Bend)", "public static float Bend(float x) => x {|NLC5003:%|} 2;",
            "'%' cannot be differentiated: it has no derivative; a formula has +, -, *, / and comparisons"),
        Activation("FunctionWithAnArray", "nameof(Bend)", "public static float Bend(float x) => {|NLC5003:new[] { x }[0]|};",
            "'new[] { x }[0]' cannot be differentiated: a formula is made of numbers, locals, arithmetic, comparisons, ?:, switch, MathF and static methods of the class"),
        Activation("FunctionWithAnOpenSwitch", "nameof(Bend)", "\n#pragma warning disable CS8509\npublic static float Bend(float x) => x switch { < 0 => -x, {|NLC5003:>= 0|} => x };",
            "'>= 0' cannot be differentiated: NaN fits no comparison, so the last arm of a switch must be _"),
        Activation("FunctionWithANamedPattern", "nameof(Bend)", "public static float Bend(float x) => x is {|NLC5003:var y|} ? y : x;",
            "'var y' cannot be differentiated: patterns of a formula are comparisons, numbers, _, and, or, not"),
        Activation("FunctionOfWholeNumbers", "nameof(Bend)", "public static float Bend(float x) { var n = 3; return x * (n {|NLC5003:/|} 2); }",
            "'/' cannot be differentiated: between whole numbers it drops the fraction; make one side a float"),
        Activation("FunctionThatDividesALocal", "nameof(Bend)", "public static float Bend(float x) { var n = 7; n {|NLC5003:/=|} 2; return x * n; }",
            "'/=' cannot be differentiated: between whole numbers it drops the fraction; make one side a float"),
        Activation("FunctionWhoseByteWrapsAround", "nameof(Bend)", "public static float Bend(float x) { byte n = 200; n {|NLC5003:+=|} 100; return x * n; }",
            "'+=' cannot be differentiated: between whole numbers it may wrap around; make one side a float"),
        Activation("FunctionWhoseIntWrapsAround", "nameof(Bend)", "public static float Bend(float x) { var n = x > 0 ? 3 : 70000; return x * (n {|NLC5003:*|} n); }",
            "'*' cannot be differentiated: between whole numbers it may wrap around; make one side a float"),
        Activation("FunctionWhoseNegationWrapsAround", "nameof(Bend)", "public static float Bend(float x) { var n = int.MinValue; return x * ({|NLC5003:-n|}); }",
            "'-n' cannot be differentiated: between whole numbers it may wrap around; make one side a float"),
        Activation("FunctionThatPassesByReference", "nameof(Bend)",
            "public static float Bend(float x) { var y = x; return {|NLC5003:More(ref y)|} * y; } private static float More(ref float value) => value += 1;",
            "'More(ref y)' cannot be differentiated: it may set what it is passed as 'value'; return the value instead"),
        Activation("FunctionThatPassesAList", "nameof(Bend)", "public static float Bend(float x) => {|NLC5003:First(x, x)|}; private static float First(params float[] values) => values[0];",
            "'First(x, x)' cannot be differentiated: 'values' is a list; pass numbers one by one"),
        Activation("ActivationWithoutAName", "{|NLC1006:\"\"|}", "", "'' cannot be a name: it is empty"),
        Loss("LossWithoutAName", "{|NLC1006:null!|}", "", "'' cannot be a name: it is empty"),
        Activation("MistakeInWhatIsCalled", "nameof(Bend)", "public static float Bend(float x) => Inner(x); private static float Inner(float y) => {|NLC5003:float.Parse(\"1\")|} * y;",
            "'float.Parse(\"1\")' cannot be differentiated: a formula calls MathF and static methods of its own class only"),
        Activation("FunctionThatCallsItself", "{|NLC5004:nameof(Bend)|}", "public static float Bend(float x) => x > 1 ? Bend(x - 1) : x;", "'Bend' calls itself, so its formula has no end; write a closed formula"),
        Activation("FunctionWithoutAnEnd", "{|NLC5005:nameof(Bend)|}", "public static float Bend(float x) => Six(Six(x)); " + Doubled, "'Bend' comes to more than 500 operations when everything it calls is written out; make it simpler"),
        Loss("LossWithoutItsOutput", "{|NLC5006:nameof(Bend)|}", "public static float Bend(float output, float target) => target;",
            "'Bend' does not depend on 'output', so nothing would be learnt from it; use 'output' in its formula"),
    ];

    private static RuleSample Activation(string name, string argument, string body, string message) =>
        new(name, Emission.Skeleton, $"[Network, Input(4), Dense(3), Apply({argument}), MeanSquaredErrorLoss] public partial class Net {{ {body} }}", message);

    private static RuleSample Loss(string name, string argument, string body, string message) =>
        new(name, Emission.Skeleton, $"[Network, Input(4), Dense(3), CustomLoss({argument})] public partial class Net {{ {body} }}", message);
}
