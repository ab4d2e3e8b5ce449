using System.Globalization;
using BenchmarkDotNet.Running;
using NeuralLearn.Compiled.Benchmarks.Quick;
using NeuralLearn.Compiled.Benchmarks.Tables;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["quick", .. var options]:
        return QuickTable.Run(options);
    case ["scaling"]:
        return ScalingTable.Run();
    case ["widths"]:
        return WidthTable.Run();
    case [WidthTable.ChildArgument]:
        return WidthTable.RunChild();
    case ["startup"]:
        return StartupTable.Run();
    case [StartupTable.ChildArgument, var network]:
        return StartupTable.RunChild(network);
    case ["compiler", .. var options]:
        return CompilerTable.Run(options);
    case [CompilerTable.ChildArgument]:
        return CompilerTable.RunChild();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
