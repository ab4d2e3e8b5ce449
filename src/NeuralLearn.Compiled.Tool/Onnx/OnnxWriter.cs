using Google.Protobuf;

namespace NeuralLearn.Compiled.Tool.Onnx;

/// <summary>Writes what <see cref="OnnxReader"/> reads.</summary>
internal static class OnnxWriter
{
    public static byte[] Write(OnnxModel model)
    {
        return Message(output =>
        {
            Number(output, 1, model.IrVersion);
            Text(output, 2, model.ProducerName);
            Text(output, 3, model.ProducerVersion);
            Part(output, 7, Graph(model.Graph));
            foreach (var (domain, version) in model.Opsets)
            {
                Part(output, 8, Message(part =>
                {
                    Text(part, 1, domain);
                    Number(part, 2, version);
                }));
            }

            foreach (var (key, value) in model.Metadata)
            {
                Part(output, 14, Message(part =>
                {
                    Text(part, 1, key);
                    Text(part, 2, value);
                }));
            }
        });
    }

    private static byte[] Graph(OnnxGraph graph) => Message(output =>
    {
        graph.Nodes.ForEach(node => Part(output, 1, Node(node)));
        Text(output, 2, graph.Name);
        graph.Initializers.ForEach(tensor => Part(output, 5, Tensor(tensor)));
        graph.Inputs.ForEach(value => Part(output, 11, Value(value)));
        graph.Outputs.ForEach(value => Part(output, 12, Value(value)));
    });

    private static byte[] Node(OnnxNode node) => Message(output =>
    {
        // An input left out is an empty text, so that these are written too.
        node.Inputs.ForEach(input => Write(output, 1, input));
        node.Outputs.ForEach(result => Write(output, 2, result));
        Text(output, 3, node.Name);
        Text(output, 4, node.OpType);
        node.Attributes.ForEach(attribute => Part(output, 5, Attribute(attribute)));
        Text(output, 7, node.Domain);
    });

    private static byte[] Attribute(OnnxAttribute attribute) => Message(output =>
    {
        Text(output, 1, attribute.Name);
        var type = 0;
        if (attribute.Real is { } real)
        {
            type = 1;
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(real);
        }
        else if (attribute.Integer is { } integer)
        {
            type = 2;
            output.WriteTag(3, WireFormat.WireType.Varint);
            output.WriteInt64(integer);
        }
        else if (attribute.Text is { } text)
        {
            type = 3;
            Write(output, 4, text);
        }
        else if (attribute.Integers is { } integers)
        {
            type = 7;
            foreach (var value in integers)
            {
                output.WriteTag(8, WireFormat.WireType.Varint);
                output.WriteInt64(value);
            }
        }
        else if (attribute.Texts is { } texts)
        {
            type = 8;
            texts.ForEach(value => Write(output, 9, value));
        }

        Number(output, 20, type);
    });

    private static byte[] Tensor(OnnxTensor tensor) => Message(output =>
    {
        foreach (var length in tensor.Shape)
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt64(length);
        }

        Number(output, 2, tensor.ElementType);
        Text(output, 8, tensor.Name);
        Part(output, 9, tensor.Data.Span);
    });

    private static byte[] Value(OnnxValue value) => Message(output =>
    {
        Text(output, 1, value.Name);
        Part(output, 2, Message(type => Part(type, 1, Message(tensor =>
        {
            Number(tensor, 1, value.ElementType);
            Part(tensor, 2, Message(shape =>
            {
                foreach (var dimension in value.Shape ?? [])
                {
                    Part(shape, 1, Message(length =>
                    {
                        if (dimension.Length is { } number)
                        {
                            length.WriteTag(1, WireFormat.WireType.Varint);
                            length.WriteInt64(number);
                        }
                        else
                        {
                            Text(length, 2, dimension.Name ?? "");
                        }
                    }));
                }
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Part(CodedOutputStream output, int field, ReadOnlySpan<byte> content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        if (text.Length > 0)
        {
            Write(output, field, text);
        }
    }

    private static void Write(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }
}
