using NeuralLearn.Compiled.Tool;

return await ToolProgram.RunAsync(args, ToolOutput.OfConsole());
