using BenchmarkDotNet.Running;
using NeuralLearn.Compiled.Benchmarks.Quick;

if (args is ["quick", .. var options])
{
    return QuickTable.Run(options);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
