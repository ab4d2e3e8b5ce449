using Google.Protobuf;
using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Onnx;

/// <summary>
/// Reads the messages of the format that networks need; the numbers of fields are those of the format. It trusts nothing: a length beyond
/// the file, bytes that do not fill a shape or data in another file are one clear failure. No message is read by a
/// method that calls itself, so that depth costs nothing: graphs inside nodes are noted and not read.
/// </summary>
internal static class OnnxReader
{
    private const int MaximumRank = 32;

    private delegate void FieldReader(int field, bool isPacked, CodedInputStream input);

    /// <exception cref="ToolFailure">It is malformed, or no ONNX model.</exception>
    public static OnnxModel Read(byte[] bytes, string path)
    {
        try
        {
            var model = ReadModel(bytes);
            if (model.Opsets.Count == 0 || model.Graph.Outputs.Count == 0)
            {
                throw new ToolFailure($"{path} is no ONNX model: it has {(model.Opsets.Count == 0 ? "no version of the operators (opset_import)" : "no graph with an output")}.");
            }

            return model;
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new ToolFailure($"{path} is no sound ONNX model. {(problem.Message.Contains("ended unexpectedly", StringComparison.Ordinal) ? "It ends in the middle of a field: it is cut off, damaged or something else." : problem.Message)}", inner: problem);
        }
        catch (InvalidDataException problem)
        {
            throw new ToolFailure($"{path} is no sound ONNX model. {problem.Message}", inner: problem);
        }
    }

    private static OnnxModel ReadModel(byte[] bytes)
    {
        var model = new OnnxModel();
        Fields(new CodedInputStream(bytes), "the model", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: model.IrVersion = input.ReadInt64(); break;
                case 2: model.ProducerName = input.ReadString(); break;
                case 3: model.ProducerVersion = input.ReadString(); break;
                case 7: model.Graph = ReadGraph(input.ReadBytes()); break;
                case 8: model.Opsets.Add(ReadPair(input.ReadBytes(), stream => stream.ReadInt64())); break;
                case 14: model.Metadata.Add(ReadPair(input.ReadBytes(), stream => stream.ReadString(), "")); break;
                case 25: model.Functions++; input.SkipLastField(); break;
                default: input.SkipLastField(); break;
            }
        });
        return model;
    }

    private static (string First, T Second) ReadPair<T>(ByteString bytes, Func<CodedInputStream, T> second, T empty = default!)
    {
        var (one, two) = ("", empty);
        Fields(bytes.CreateCodedInput(), "a pair", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: one = input.ReadString(); break;
                case 2: two = second(input); break;
                default: input.SkipLastField(); break;
            }
        });
        return (one, two);
    }

    private static OnnxGraph ReadGraph(ByteString bytes)
    {
        var graph = new OnnxGraph();
        Fields(bytes.CreateCodedInput(), "the graph", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: graph.Nodes.Add(ReadNode(input.ReadBytes())); break;
                case 2: graph.Name = input.ReadString(); break;
                case 5: graph.Initializers.Add(ReadTensor(input.ReadBytes(), "an initializer")); break;
                case 11: graph.Inputs.Add(ReadValue(input.ReadBytes())); break;
                case 12: graph.Outputs.Add(ReadValue(input.ReadBytes())); break;
                case 15: throw new InvalidDataException("It has a sparse initializer, which is not supported.");
                default: input.SkipLastField(); break;
            }
        });
        return graph;
    }

    private static OnnxNode ReadNode(ByteString bytes)
    {
        var node = new OnnxNode();
        Fields(bytes.CreateCodedInput(), "a node", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: node.Inputs.Add(input.ReadString()); break;
                case 2: node.Outputs.Add(input.ReadString()); break;
                case 3: node.Name = input.ReadString(); break;
                case 4: node.OpType = input.ReadString(); break;
                case 5: node.Attributes.Add(ReadAttribute(input.ReadBytes())); break;
                case 7: node.Domain = input.ReadString(); break;
                default: input.SkipLastField(); break;
            }
        });
        return node;
    }

    private static OnnxAttribute ReadAttribute(ByteString bytes)
    {
        var attribute = new OnnxAttribute();
        var type = 0;
        Fields(bytes.CreateCodedInput(), "an attribute", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: attribute.Name = input.ReadString(); break;
                case 2: attribute.Real = input.ReadFloat(); break;
                case 3: attribute.Integer = input.ReadInt64(); break;
                case 4: attribute.Text = input.ReadBytes().ToStringUtf8(); break;
                case 5: attribute.Tensor = ReadTensor(input.ReadBytes(), $"attribute '{Printed.Text(attribute.Name)}'"); break;
                case 7: Repeated(input, isPacked, stream => stream.ReadFloat(), (attribute.Reals ??= []).Add); break;
                case 8: Repeated(input, isPacked, stream => stream.ReadInt64(), (attribute.Integers ??= []).Add); break;
                case 9: (attribute.Texts ??= []).Add(input.ReadBytes().ToStringUtf8()); break;
                case 6 or 11: attribute.HasGraph = true; input.SkipLastField(); break;
                case 20: type = input.ReadInt32(); break;
                default: input.SkipLastField(); break;
            }
        });

        // A value of 0 may be left out of the file: the type tells that it is there.
        switch (type)
        {
            case 1: attribute.Real ??= 0; break;
            case 2: attribute.Integer ??= 0; break;
            case 3: attribute.Text ??= ""; break;
            case 6: attribute.Reals ??= []; break;
            case 7: attribute.Integers ??= []; break;
            case 8: attribute.Texts ??= []; break;
        }

        return attribute;
    }

    private static OnnxTensor ReadTensor(ByteString bytes, string what)
    {
        var (name, type, isExternal) = ("", 0, false);
        ReadOnlyMemory<byte>? raw = null;
        List<long> shape = [];
        var (typed, narrow, wide) = (new List<byte>(), new List<byte>(), new List<byte>());
        var texts = 0;
        Fields(bytes.CreateCodedInput(), what, (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: Repeated(input, isPacked, stream => stream.ReadInt64(), shape.Add); break;
                case 2: type = input.ReadInt32(); break;
                case 4: Repeated(input, isPacked, stream => stream.ReadFloat(), value => Append(typed, BitConverter.SingleToUInt32Bits(value), 4)); break;
                case 5: Repeated(input, isPacked, stream => stream.ReadInt32(), value => Append(narrow, (uint)value, 4)); break;
                case 6: texts++; input.SkipLastField(); break;
                case 7: Repeated(input, isPacked, stream => stream.ReadInt64(), value => Append(typed, (ulong)value, 8)); break;
                case 8: name = input.ReadString(); break;
                case 9: raw = input.ReadBytes().Memory; break;
                case 10: Repeated(input, isPacked, stream => stream.ReadDouble(), value => Append(typed, BitConverter.DoubleToUInt64Bits(value), 8)); break;
                case 11: Repeated(input, isPacked, stream => stream.ReadUInt64(), value => Append(wide, value, 8)); break;
                case 13: isExternal = true; input.SkipLastField(); break;
                case 14: isExternal |= input.ReadInt32() == 1; break;
                default: input.SkipLastField(); break;
            }
        });
        var title = name.Length > 0 ? $"Tensor '{Printed.Text(name)}'" : $"The tensor of {what}";
        if (isExternal)
        {
            throw new InvalidDataException($"{title} keeps its data in another file, which is not read: save the model with its weights inside.");
        }

        // 32-bit and unsigned fields carry smaller types too, one number each.
        var size = OnnxType.BytesOf(type);
        byte[] others = [.. typed, .. Narrow(narrow, 4, size), .. Narrow(wide, 8, size)];
        var data = raw ?? others;
        if (raw is not null && others.Length > 0)
        {
            throw new InvalidDataException($"{title} has its data twice, raw and typed.");
        }

        CheckSize(title, type, shape, data.Length, texts);
        return new OnnxTensor(name, type, shape, data);
    }

    private static void CheckSize(string title, int type, List<long> shape, int bytes, int texts)
    {
        if (shape.Count > MaximumRank)
        {
            throw new InvalidDataException($"{title} has {shape.Count} axes; at most {MaximumRank} are read.");
        }

        long elements = 1;
        foreach (var length in shape)
        {
            if (length < 0 || (length > 0 && elements > int.MaxValue / length))
            {
                throw new InvalidDataException($"{title} has the shape [{string.Join(", ", shape)}]: {(length < 0 ? "a negative length" : $"more than the {int.MaxValue} elements that can be read")}.");
            }

            elements *= length;
        }

        if (OnnxType.BytesOf(type) == 0 && type != OnnxType.Text)
        {
            throw new InvalidDataException($"{title} is of an unknown element type, number {type}.");
        }

        if (type == OnnxType.Text ? texts != elements : bytes != elements * OnnxType.BytesOf(type))
        {
            throw new InvalidDataException($"{title}, {OnnxType.NameOf(type)} [{string.Join(", ", shape)}], needs {elements * Math.Max(1, OnnxType.BytesOf(type))} bytes; the file has {(type == OnnxType.Text ? texts : bytes)}.");
        }
    }

    private static OnnxValue ReadValue(ByteString bytes)
    {
        var (name, elements) = ("", 0);
        List<OnnxDimension>? shape = null;
        Fields(bytes.CreateCodedInput(), "an input or output", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: name = input.ReadString(); break;
                case 2:
                    Fields(input.ReadBytes().CreateCodedInput(), "a type", (kind, _, type) =>
                {
                    if (kind == 1)
                    {
                        (elements, shape) = ReadTensorType(type.ReadBytes());
                    }
                    else
                    {
                        type.SkipLastField();
                    }
                });
                    break;
                default: input.SkipLastField(); break;
            }
        });
        return new OnnxValue(name, elements, shape);
    }

    private static (int Elements, List<OnnxDimension>? Shape) ReadTensorType(ByteString bytes)
    {
        var elements = 0;
        List<OnnxDimension>? shape = null;
        Fields(bytes.CreateCodedInput(), "a tensor type", (field, isPacked, input) =>
        {
            switch (field)
            {
                case 1: elements = input.ReadInt32(); break;
                case 2:
                    shape = [];
                    Fields(input.ReadBytes().CreateCodedInput(), "a shape", (axis, _, dimensions) =>
                    {
                        if (axis != 1)
                        {
                            dimensions.SkipLastField();
                            return;
                        }

                        var dimension = default(OnnxDimension);
                        Fields(dimensions.ReadBytes().CreateCodedInput(), "a length", (kind, _, length) =>
                        {
                            switch (kind)
                            {
                                case 1: dimension = new OnnxDimension(length.ReadInt64(), null); break;
                                case 2: dimension = new OnnxDimension(null, length.ReadString()); break;
                                default: length.SkipLastField(); break;
                            }
                        });
                        shape.Add(dimension);
                    });
                    break;
                default: input.SkipLastField(); break;
            }
        });
        return (elements, shape);
    }

    private static void Fields(CodedInputStream input, string what, FieldReader read)
    {
        while (input.ReadTag() is var tag && tag != 0)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.EndGroup)
            {
                throw new InvalidDataException($"In {what}, a group ends that never began.");
            }

            read(field, WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited, input);
        }
    }

    /// <summary>Numbers one by one or packed into one field, which writers may choose.</summary>
    private static void Repeated<T>(CodedInputStream input, bool isPacked, Func<CodedInputStream, T> read, Action<T> add)
    {
        if (!isPacked)
        {
            add(read(input));
            return;
        }

        var packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
        {
            add(read(packed));
        }
    }

    private static void Append(List<byte> into, ulong bits, int bytes)
    {
        for (var i = 0; i < bytes; i++)
        {
            into.Add((byte)(bits >> (8 * i)));
        }
    }

    private static IEnumerable<byte> Narrow(List<byte> values, int from, int to) =>
        to == 0 || to >= from ? values : values.Where((_, i) => i % from < to);
}
