"""The networks, in torch, one file each: photo batch in, lesion logits out.

A network knows its layers and the sizes it takes, and neither trainer nor predictor nor files. Which networks there
are stands, as plain data, in ``skinseg_desktop.zoo.networks``; ``nets.build.build`` makes one from its entry there.
Importing this package loads no torch; importing one of its modules does.
"""

__all__: list[str] = []
